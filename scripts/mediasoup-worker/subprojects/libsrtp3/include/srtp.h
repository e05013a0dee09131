/**
 * The libsrtp 3 calls that the mediasoup worker makes, over the system's libsrtp 2.
 *
 * libsrtp 3 reads from one buffer and writes to another; libsrtp 2 works in place. Each overload copies the packet into
 * `out` (unless it is there already: the worker decrypts in place) and calls the in-place function there.
 * `*outLen` is the room in `out` on entry and the length of the result on return, in bytes.
 */
#ifndef STAGELINE_SRTP3_OVER_SRTP2_H
#define STAGELINE_SRTP3_OVER_SRTP2_H

#include <srtp2/srtp.h>

#ifdef __cplusplus

#include <cstddef>
#include <cstdint>
#include <cstring>

/* libsrtp 3 has two more errors. Both values lie inside the enum's range and are used by no libsrtp 2 error. */
constexpr srtp_err_status_t srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr srtp_err_status_t srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

namespace stageline
{
	using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

	inline srtp_err_status_t runInPlace(
	  InPlace operation, srtp_t ctx, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t growth)
	{
		if (*outLen < inLen + growth)
		{
			return srtp_err_status_buffer_small;
		}
		if (in != out)
		{
			std::memmove(out, in, inLen);
		}

		int length                     = static_cast<int>(inLen);
		const srtp_err_status_t status = operation(ctx, out, &length);

		if (status == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(length);
		}

		return status;
	}
} // namespace stageline

/* The worker sets no MKI, so `mkiIndex` is always 0 and libsrtp 2's calls without an MKI do the same. */

inline srtp_err_status_t srtp_protect(
  srtp_t ctx, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mkiIndex*/)
{
	return stageline::runInPlace(&::srtp_protect, ctx, rtp, rtpLen, srtp, srtpLen, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t ctx, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return stageline::runInPlace(&::srtp_unprotect, ctx, srtp, srtpLen, rtp, rtpLen, 0);
}

/* SRTCP adds a 4-byte index word to the trailer (RFC 3711, section 3.4). */
inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t ctx, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mkiIndex*/)
{
	return stageline::runInPlace(
	  &::srtp_protect_rtcp, ctx, rtcp, rtcpLen, srtcp, srtcpLen, SRTP_MAX_TRAILER_LEN + sizeof(uint32_t));
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t ctx, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return stageline::runInPlace(&::srtp_unprotect_rtcp, ctx, srtcp, srtcpLen, rtcp, rtcpLen, 0);
}

/* The worker passes the SSRC in network order, which is what libsrtp 2 expects. */
inline srtp_err_status_t srtp_stream_remove(srtp_t ctx, uint32_t ssrc)
{
	return srtp_remove_stream(ctx, ssrc);
}

#endif
#endif
