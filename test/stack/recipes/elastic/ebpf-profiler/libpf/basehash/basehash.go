// Package basehash is a stand-in for the hashes of profiles, which the test does not send.
package basehash

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
)

type Hash128 struct{ hi, lo uint64 }

func New128(hi, lo uint64) Hash128 { return Hash128{hi, lo} }

func New128FromBytes(bytes []byte) (Hash128, error) {
	if len(bytes) != 16 {
		return Hash128{}, errors.New("a hash has 16 bytes")
	}
	return Hash128{binary.BigEndian.Uint64(bytes), binary.BigEndian.Uint64(bytes[8:])}, nil
}

func (hash Hash128) Bytes() []byte {
	bytes := binary.BigEndian.AppendUint64(nil, hash.hi)
	return binary.BigEndian.AppendUint64(bytes, hash.lo)
}

func (hash Hash128) Base64() string { return base64.RawURLEncoding.EncodeToString(hash.Bytes()) }
