package flawed

import "golang.org/x/sys/unix"

// backlogInForce asks the kernel: for a listening socket TCP_INFO carries the queue's limit in tcpi_sacked.
func backlogInForce(fd, asked int) int {
	info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
	if err != nil {
		return asked
	}
	return int(info.Sacked)
}
