package machine

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const meminfo = "MemTotal:       16000000 kB\nMemFree:         100 kB\nMemAvailable:    4000000 kB\n"

func TestMemory(t *testing.T) {
	v2 := "0::/app/k6\n"
	for name, test := range map[string]struct {
		files map[string]string
		bytes int64
	}{
		"the machine's": {map[string]string{"proc/meminfo": meminfo}, 4000000 * 1024},
		"a group's own limit": {map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": v2,
			"sys/fs/cgroup/app/k6/memory.max": "1000000\n", "sys/fs/cgroup/app/k6/memory.current": "400000\n",
		}, 600000},
		"the limit of a group above": {map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": v2,
			"sys/fs/cgroup/app/k6/memory.max": "max\n", "sys/fs/cgroup/app/k6/memory.current": "1\n",
			"sys/fs/cgroup/app/memory.max": "1000\n", "sys/fs/cgroup/app/memory.current": "300\n",
		}, 700},
		"the page cache is given back": {map[string]string{
			"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "1000\n", "sys/fs/cgroup/memory.current": "900\n",
			"sys/fs/cgroup/memory.stat": "anon 100\ninactive_file 500\n",
		}, 600},
		"no limit of a group": {map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": v2, "sys/fs/cgroup/app/k6/memory.max": "max\n",
		}, 4000000 * 1024},
		"cgroup 1": {map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": "12:cpu:/x\n5:memory:/docker\n",
			"sys/fs/cgroup/memory/docker/memory.limit_in_bytes": "5000\n", "sys/fs/cgroup/memory/docker/memory.usage_in_bytes": "6000\n",
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			limits := platformLimits(machineOf(t, test.files))
			require.NotNil(t, limits.MemoryBytes)
			assert.Equal(t, test.bytes, *limits.MemoryBytes)
		})
	}
}

func TestPorts(t *testing.T) {
	for text, ports := range map[string]*Ports{
		"32768\t60999\n": {32768, 60999}, "": nil, "1\n": nil, "9 1\n": nil, "a b\n": nil,
	} {
		files := map[string]string{"proc/sys/net/ipv4/ip_local_port_range": text}
		assert.Equal(t, ports, platformLimits(machineOf(t, files)).Ports, text)
	}
}

func TestWhatIsNotToldIsNull(t *testing.T) {
	limits := platformLimits(t.TempDir())
	assert.Nil(t, limits.Ports)
	assert.Nil(t, limits.MemoryBytes)
}

func TestThisMachine(t *testing.T) {
	limits := Read()
	require.NotNil(t, limits.Descriptors)
	require.NotNil(t, limits.MemoryBytes)
	assert.Positive(t, *limits.Descriptors)
	assert.Positive(t, *limits.MemoryBytes)
	assert.Positive(t, limits.CPUs)
}

func machineOf(t *testing.T, files map[string]string) string {
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	return root
}
