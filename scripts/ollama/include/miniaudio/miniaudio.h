// Stands in for the decoder of audio, which a model of text never calls: a module's archive leaves out folders named `vendor`.
#pragma once
#include <cstddef>
typedef int ma_result;
typedef unsigned long long ma_uint64;
struct ma_decoder_config {};
struct ma_decoder {};
enum { MA_SUCCESS = 0, ma_format_f32 = 5 };
static inline ma_decoder_config ma_decoder_config_init(int, unsigned, unsigned) { return {}; }
static inline ma_result ma_decoder_init_memory(const void *, std::size_t, const ma_decoder_config *, ma_decoder *) { return -1; }
static inline ma_result ma_decoder_get_length_in_pcm_frames(ma_decoder *, ma_uint64 *) { return -1; }
static inline ma_result ma_decoder_read_pcm_frames(ma_decoder *, void *, ma_uint64, ma_uint64 *) { return -1; }
static inline ma_result ma_decoder_uninit(ma_decoder *) { return 0; }
