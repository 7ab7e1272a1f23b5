// Package xsync is a stand-in for the lock of the exporter's cache of profiles.
package xsync

import "sync"

type RWMutex[T any] struct {
	mu sync.RWMutex
	v  T
}

func NewRWMutex[T any](v T) RWMutex[T] { return RWMutex[T]{v: v} }

func (m *RWMutex[T]) RLock() *T     { m.mu.RLock(); return &m.v }
func (m *RWMutex[T]) RUnlock(r **T) { *r = nil; m.mu.RUnlock() }
func (m *RWMutex[T]) WLock() *T     { m.mu.Lock(); return &m.v }
func (m *RWMutex[T]) WUnlock(r **T) { *r = nil; m.mu.Unlock() }
