package io.tarn.landing.split;

import io.tarn.core.Frame;
import io.tarn.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one document: the document itself, the elements of an array, or the elements of the array at a place in it.
 *
 * <p>The document is never held as a whole unless it is the event. A broken one yields what came before and the broken
 * rest, which is marked as such. Not thread-safe; {@link #split} may be called for one document after another.
 */
final class DocumentSplitter {
    private final SplitOptions options;
    private final FrameSink sink;
    private final Capture capture;
    private long place;

    DocumentSplitter(SplitOptions options, FrameSink sink) {
        this.options = options;
        this.sink = sink;
        this.capture = new Capture(options.maxEventBytes());
    }

    /** Splits one document; false if there is nothing but blanks. */
    boolean split(InputStream document) throws IOException {
        return new Walk(new ByteScanner(document)).run();
    }

    private static Map<String, String> marked(Reason reason, String detail) {
        return Map.of(Frame.REASON, reason.wireName(), Frame.DETAIL, detail);
    }

    /** One walk through a document. */
    private final class Walk {
        private final ByteScanner scan;
        private Map<String, String> headers = Map.of();
        private boolean found;

        Walk(ByteScanner scan) {
            this.scan = scan;
        }

        boolean run() throws IOException {
            if (!skipMark()) {
                rest("The document does not begin with JSON");
                return true;
            }
            if (scan.skipBlanks() == ByteScanner.END) {
                return false;
            }
            Optional<List<String>> records = options.records();
            if (records.isPresent()) {
                records(records.get());
            } else if (scan.peek() == '[') {
                if (elements()) {
                    end();
                }
            } else {
                document();
            }
            return true;
        }

        /**
         * Moves over a byte order mark; false where there is the beginning of one only, and then the text is broken.
         */
        private boolean skipMark() throws IOException {
            if (scan.peek() != 0xEF) {
                return true;
            }
            scan.beginCapture(capture);
            for (int expected : new int[] {0xEF, 0xBB, 0xBF}) {
                if (scan.peek() != expected) {
                    return false;
                }
                scan.advance();
            }
            scan.endCapture();
            headers = Map.of(Splitters.BYTE_ORDER_MARK, "stripped");
            return true;
        }

        /** The document is the event. */
        private void document() throws IOException {
            scan.beginCapture(capture);
            boolean whole = scan.skipValue();
            scan.flushCapture();
            long length = capture.length();
            boolean fits = !capture.isOverCap();
            boolean trailing = scan.skipBlanks() != ByteScanner.END;
            endCaptureAt(length, whole && fits && !trailing);
            emit(headers);
        }

        /** Ends the capture with the text; blanks behind the document are no part of it. */
        private void endCaptureAt(long length, boolean cut) throws IOException {
            scan.skipToEnd();
            scan.endCapture();
            if (cut) {
                capture.cutTo(length);
            } else {
                capture.trim();
            }
        }

        /** The elements of the array that begins here; false where it is broken, and then the rest has been yielded. */
        private boolean elements() throws IOException {
            scan.advance();
            if (scan.skipBlanks() == ']') {
                scan.advance();
                return true;
            }
            while (true) {
                scan.beginCapture(capture);
                if (!scan.skipValue()) {
                    rest("An element of the array is broken, or cut off");
                    return false;
                }
                scan.endCapture();
                emit(headers);
                headers = Map.of();
                int c = scan.skipBlanks();
                if (c == ']') {
                    scan.advance();
                    return true;
                }
                if (c != ',') {
                    scan.beginCapture(capture);
                    rest(c == ByteScanner.END ? "The array has no end" : "There is no comma between two elements");
                    return false;
                }
                scan.advance();
                scan.skipBlanks();
            }
        }

        /** What follows a document. */
        private void end() throws IOException {
            if (scan.skipBlanks() != ByteScanner.END) {
                scan.beginCapture(capture);
                scan.skipToEnd();
                scan.endCapture();
                capture.trim();
                emit(marked(Reason.TRAILING_DATA, "Something follows the document"));
            }
        }

        /** Everything from the beginning of the capture to the end of the text is one broken frame. */
        private void rest(String why) throws IOException {
            scan.skipToEnd();
            scan.endCapture();
            capture.trim();
            emit(marked(Reason.INVALID_JSON, why));
        }

        private void records(List<String> keys) throws IOException {
            scan.beginCapture(capture);
            boolean whole = walk(keys, 0);
            if (found) {
                if (whole) {
                    end();
                }
                return;
            }
            if (!whole) {
                rest("The document is broken, or cut off");
                return;
            }
            scan.flushCapture();
            long length = capture.length();
            boolean fits = !capture.isOverCap();
            boolean trailing = scan.skipBlanks() != ByteScanner.END;
            endCaptureAt(length, fits && !trailing);
            emit(marked(Reason.NO_RECORDS, "There is no array at '" + SplitOptions.pointer(keys) + "'"));
        }

        /** Goes through the value that begins here, in search of the array; false where it is broken. */
        private boolean walk(List<String> keys, int level) throws IOException {
            int c = scan.peek();
            if (level == keys.size()) {
                return c == '[' ? foundElements() : skip();
            }
            return switch (c) {
                case '{' -> members(keys, level);
                case '[' -> items(keys, level);
                default -> skip();
            };
        }

        private boolean foundElements() throws IOException {
            if (!found) {
                scan.endCapture();
            }
            found = true;
            return elements();
        }

        private boolean skip() throws IOException {
            return scan.skipValue() || brokenBehind();
        }

        /** A document that breaks behind its events has a rest too. */
        private boolean brokenBehind() throws IOException {
            if (found) {
                scan.beginCapture(capture);
                rest("The document is broken, or cut off");
            }
            return false;
        }

        private boolean members(List<String> keys, int level) throws IOException {
            scan.advance();
            if (scan.skipBlanks() == '}') {
                scan.advance();
                return true;
            }
            while (true) {
                if (scan.peek() != '"') {
                    return brokenBehind();
                }
                String key = new KeyReader(scan).read();
                if (key == null || scan.skipBlanks() != ':') {
                    return brokenBehind();
                }
                scan.advance();
                scan.skipBlanks();
                if (!(key.equals(keys.get(level)) ? walk(keys, level + 1) : skip())) {
                    return false;
                }
                Boolean more = more('}');
                if (more == null) {
                    return brokenBehind();
                }
                if (!more) {
                    return true;
                }
            }
        }

        private boolean items(List<String> keys, int level) throws IOException {
            scan.advance();
            if (scan.skipBlanks() == ']') {
                scan.advance();
                return true;
            }
            for (long i = 0; ; i++) {
                boolean wanted = keys.get(level).equals(Long.toString(i));
                if (!(wanted ? walk(keys, level + 1) : skip())) {
                    return false;
                }
                Boolean more = more(']');
                if (more == null) {
                    return brokenBehind();
                }
                if (!more) {
                    return true;
                }
            }
        }

        /** Moves over a comma (true) or the end of the container (false); null for anything else. */
        private @Nullable Boolean more(char end) throws IOException {
            int c = scan.skipBlanks();
            if (c != ',' && c != end) {
                return null;
            }
            scan.advance();
            if (c == ',') {
                scan.skipBlanks();
            }
            return c == ',';
        }

        private void emit(Map<String, String> with) throws IOException {
            sink.frame(++place, capture.bytes(), 0, capture.kept(), capture.headers(with));
        }
    }
}
