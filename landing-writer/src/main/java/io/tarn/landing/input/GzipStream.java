package io.tarn.landing.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip (RFC 1952) with any number of members. Unlike {@link java.util.zip.GZIPInputStream} it does not take
 * garbage behind a member for the end, and hands out every good byte before it fails. Not thread-safe.
 */
final class GzipStream extends InputStream {
    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int limit;
    private boolean ended;
    private boolean first = true;
    private boolean inMember;

    GzipStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                break;
            }
            int n = inflate(target, offset, length);
            if (n > 0) {
                crc.update(target, offset, n);
                return n;
            }
            if (inflater.finished()) {
                endMember();
            } else if (at == limit && !refill()) {
                throw new TornInputException("the gzip data ends early");
            } else {
                inflater.setInput(buffer, at, limit - at);
                at = limit;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new TornInputException("the gzip data is damaged", e);
        }
    }

    /** Reads a member's header; false at the end of the input. */
    private boolean beginMember() throws IOException {
        int id = next();
        while (!first && id == 0) {
            id = next(); // padding, as tapes have it
        }
        if (id < 0 && !first) {
            return false;
        }
        if (id != 0x1F || next() != 0x8B) {
            throw new TornInputException("something that is no gzip follows the gzip data");
        }
        must();
        int flags = must();
        skip(6);
        if ((flags & 4) != 0) {
            skip(must() | must() << 8);
        }
        for (int names = (flags >> 3 & 1) + (flags >> 4 & 1); names > 0; names--) {
            while (must() != 0) {
                // File name and comment end with a zero.
            }
        }
        if ((flags & 2) != 0) {
            skip(2);
        }
        first = false;
        inMember = true;
        inflater.reset();
        inflater.setInput(buffer, at, limit - at);
        at = limit;
        crc.reset();
        return true;
    }

    private void endMember() throws IOException {
        at = limit - inflater.getRemaining();
        long expectedCrc = number();
        long expectedSize = number();
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new TornInputException("the gzip data does not match its checksum");
        }
        inMember = false;
    }

    private long number() throws IOException {
        return must() | must() << 8 | must() << 16 | (long) must() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            must();
        }
    }

    private int must() throws IOException {
        int b = next();
        if (b < 0) {
            throw new TornInputException("the gzip data ends early");
        }
        return b;
    }

    private int next() throws IOException {
        return at < limit || refill() ? buffer[at++] & 0xFF : -1;
    }

    private boolean refill() throws IOException {
        at = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
