package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Where Linux says how long a thread has run, in nanoseconds: the first figure of
// schedstat (Documentation/scheduler/sched-stats.rst). Other systems have none.
const (
	thisThread = "/proc/thread-self/schedstat"
	allThreads = "/proc/self/task/*/schedstat"
)

// cpuOf returns how long the threads of a pattern have run on a processor; waiting
// for others on a busy machine is left out. 0 where the system does not say.
func cpuOf(pattern string) (sum time.Duration) {
	files, _ := filepath.Glob(pattern)
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			continue // the thread has ended
		}
		var ns int64
		if _, err := fmt.Sscan(string(text), &ns); err == nil {
			sum += time.Duration(ns)
		}
	}
	return sum
}
