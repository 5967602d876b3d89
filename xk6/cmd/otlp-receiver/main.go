// Command otlp-receiver takes metrics over OTLP/HTTP on a loopback port, and prints each export request as a line of JSON: for the test of
// k6's OpenTelemetry output. The first line is its address.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

const patience = 10 * time.Second

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", listener.Addr())
	server := &http.Server{ReadHeaderTimeout: patience, Handler: http.HandlerFunc(receive)}
	log.Fatal(server.Serve(listener))
}

func receive(response http.ResponseWriter, request *http.Request) {
	line, err := decode(request.Body)
	if err != nil {
		http.Error(response, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Printf("%s\n", line)
	response.Header().Set("Content-Type", "application/x-protobuf") // of an empty answer, which says that all was taken
}

func decode(body io.Reader) ([]byte, error) {
	content, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	var metrics collector.ExportMetricsServiceRequest
	if err := proto.Unmarshal(content, &metrics); err != nil {
		return nil, err
	}
	return protojson.Marshal(&metrics)
}
