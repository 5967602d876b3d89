// A gRPC server with the health service that comes with grpc-go. It prints a line for each call, and all that the library has to say.
//
// Usage: grpc-server serving|not-serving|none
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path"

	"google.golang.org/grpc"
	"google.golang.org/grpc/grpclog"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	// Warnings and errors; what it tells beside them comes without any client as well.
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(discard{}, os.Stderr, os.Stderr))
	server := grpc.NewServer(grpc.UnaryInterceptor(func(
		ctx context.Context, request any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler,
	) (any, error) {
		fmt.Println(path.Base(info.FullMethod))
		return handler(ctx, request)
	}))
	if status := os.Args[1]; status != "none" {
		service := health.NewServer()
		if status == "not-serving" {
			service.SetServingStatus("", grpc_health_v1.HealthCheckResponse_NOT_SERVING)
		}
		grpc_health_v1.RegisterHealthServer(server, service)
	}
	fmt.Printf("listening on port %d\n", listener.Addr().(*net.TCPAddr).Port)
	if err := server.Serve(listener); err != nil {
		panic(err)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
