package io.tarn.landing.split;

import io.tarn.core.Frame;
import io.tarn.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/**
 * One frame per line. A line ends with LF or CRLF, or with the input; a lone CR is part of it. Lines of blanks are
 * counted. Memory is bounded by the cap. Not thread-safe.
 */
final class LineSplitter {
    private static final Map<String, String> NONE = Map.of();
    private static final Map<String, String> MARK_STRIPPED = Map.of(Splitters.BYTE_ORDER_MARK, "stripped");
    private static final Map<String, String> MARK_INSIDE = Map.of(
            Frame.REASON, Reason.INVALID_JSON.wireName(), Frame.DETAIL, "A byte order mark stands inside the file");

    private final FrameSink sink;
    private final Capture large;
    private final int cap;
    private byte[] buffer = new byte[256 << 10];
    private long line;

    LineSplitter(int cap, long linesBefore, FrameSink sink) {
        this.cap = cap;
        this.line = linesBefore;
        this.sink = sink;
        this.large = new Capture(cap);
    }

    void split(InputStream in) throws IOException {
        int start = 0;
        int limit = 0;
        boolean inLarge = false;
        while (true) {
            if (limit == buffer.length) {
                if (!inLarge && limit - start > cap + 2) {
                    inLarge = true;
                    large.clear();
                }
                if (inLarge) {
                    large.add(buffer, start, limit - start);
                    limit = start;
                }
                limit = makeRoom(start, limit);
                start = 0;
            }
            int n = in.read(buffer, limit, buffer.length - limit);
            if (n < 0) {
                break;
            }
            int scanned = limit;
            limit += n;
            for (int end = newline(scanned, limit); end >= 0; end = newline(start, limit)) {
                emit(start, end, inLarge);
                inLarge = false;
                start = end + 1;
            }
        }
        if (inLarge || start < limit) {
            emit(start, limit, inLarge);
        }
    }

    private int newline(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int makeRoom(int start, int limit) {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
        } else if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        return limit - start;
    }

    private void emit(int from, int to, boolean inLarge) throws IOException {
        line++;
        if (inLarge) {
            large.add(buffer, from, to - from);
            emitLarge();
            return;
        }
        int start = from;
        int end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        Map<String, String> headers = NONE;
        if (hasMark(start, end)) {
            headers = line == 1 ? MARK_STRIPPED : MARK_INSIDE;
            start = line == 1 ? start + 3 : start;
        }
        if (isBlank(start, end)) {
            sink.blank();
        } else if (end - start > cap) {
            large.clear();
            large.add(buffer, start, end - start);
            emitLarge();
        } else {
            sink.frame(line, buffer, start, end - start, headers);
        }
    }

    private void emitLarge() throws IOException {
        sink.frame(line, large.bytes(), 0, large.kept(), large.headers(NONE));
    }

    private boolean hasMark(int from, int to) {
        return to - from >= 3
                && buffer[from] == (byte) 0xEF
                && buffer[from + 1] == (byte) 0xBB
                && buffer[from + 2] == (byte) 0xBF;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Capture.isBlank(buffer[i])) {
                return false;
            }
        }
        return true;
    }
}
