// The kubelet's own prober, by itself: probes one host as a container's probe says, and prints what each probe came to.
//
// It stands in for the kubelet's worker (pkg/kubelet/prober/worker.go), which calls the same three packages from a ticker.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/probe"
	"k8s.io/kubernetes/pkg/probe/grpc"
	"k8s.io/kubernetes/pkg/probe/http"
	"k8s.io/kubernetes/pkg/probe/tcp"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: kubelet HOST COUNT '{container as JSON, with a livenessProbe}'")
		os.Exit(2)
	}
	host := os.Args[1]
	count, err := strconv.Atoi(os.Args[2])
	check(err)
	var container v1.Container
	check(json.Unmarshal([]byte(os.Args[3]), &container))
	spec := container.LivenessProbe
	ticker := time.NewTicker(time.Duration(spec.PeriodSeconds) * time.Second)
	// Made once and used for all probes, as the kubelet does.
	probers := probers{tcp.New(), http.New(false), grpc.New()}
	for i := range count {
		if i > 0 {
			<-ticker.C
		}
		result, output, err := probers.probe(spec, &container, host)
		check(err)
		check(json.NewEncoder(os.Stdout).Encode(map[string]string{"result": string(result), "output": output}))
	}
}

type probers struct {
	tcp  tcp.Prober
	http http.Prober
	grpc grpc.Prober
}

// probe is what pkg/kubelet/prober/prober.go runProbe does; the host stands for the pod's address.
func (p probers) probe(spec *v1.Probe, container *v1.Container, host string) (probe.Result, string, error) {
	timeout := time.Duration(spec.TimeoutSeconds) * time.Second
	switch {
	case spec.HTTPGet != nil:
		request, err := http.NewRequestForHTTPGetAction(spec.HTTPGet, container, host, "probe")
		if err != nil {
			return probe.Unknown, "", err
		}
		return p.http.Probe(request, timeout)
	case spec.GRPC != nil:
		service := ""
		if spec.GRPC.Service != nil {
			service = *spec.GRPC.Service
		}
		return p.grpc.Probe(host, service, int(spec.GRPC.Port), timeout)
	}
	port, err := probe.ResolveContainerPort(spec.TCPSocket.Port, container)
	if err != nil {
		return probe.Unknown, "", err
	}
	return p.tcp.Probe(host, port, timeout)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
