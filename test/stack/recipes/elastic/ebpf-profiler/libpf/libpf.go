// Package libpf is a stand-in with the names that the exporter's path for profiles needs, which the test does not take.
package libpf

import (
	"encoding/hex"

	"go.opentelemetry.io/ebpf-profiler/libpf/basehash"
)

type AddressOrLineno uint64

type FrameType uint8

func FrameTypeFromString(string) FrameType { return 0 }

func (FrameType) IsError() bool { return false }

type FileID struct{ basehash.Hash128 }

func NewFileID(hi, lo uint64) FileID { return FileID{basehash.New128(hi, lo)} }

func FileIDFromBytes(bytes []byte) (FileID, error) {
	hash, err := basehash.New128FromBytes(bytes)
	return FileID{hash}, err
}

func FileIDFromString(text string) (FileID, error) {
	bytes, err := hex.DecodeString(text)
	if err != nil {
		return FileID{}, err
	}
	return FileIDFromBytes(bytes)
}

func (id FileID) StringNoQuotes() string { return hex.EncodeToString(id.Bytes()) }

func (id FileID) IsZero() bool { return id == FileID{} }
