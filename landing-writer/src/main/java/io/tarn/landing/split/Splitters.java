package io.tarn.landing.split;

import io.tarn.core.Frame;
import io.tarn.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/** Splits an input into frames. Whatever is in it, every byte that is no separator is in a frame. */
public final class Splitters {
    /** Header of the first frame of an input that began with a UTF-8 byte order mark, which is no part of the event. */
    static final String BYTE_ORDER_MARK = "tarn-bom";

    private Splitters() {}

    /**
     * Yields the frames of an input to {@code sink}. Where reading fails, what was read before has been yielded, the
     * begun frame included.
     *
     * @param name of the file or member, whose ending may say what it is
     * @return whether each line was a frame, so that what may be added to the input can be split by itself
     */
    public static boolean split(InputStream in, String name, SplitOptions options, FrameSink sink) throws IOException {
        Beginning beginning = new Beginning(in);
        if (beginning.isOtherCharset()) {
            whole(beginning.stream(), options, sink);
            return false;
        }
        if (isLines(name, options, beginning)) {
            lines(beginning.stream(), options, sink);
            return options.records().isEmpty();
        }
        new DocumentSplitter(options, sink).split(beginning.stream());
        return false;
    }

    /**
     * Yields each line as a frame.
     *
     * @param in what follows so many lines
     */
    public static void splitFurther(InputStream in, long linesBefore, SplitOptions options, FrameSink sink)
            throws IOException {
        new LineSplitter(options.maxEventBytes(), linesBefore, sink).split(in);
    }

    private static boolean isLines(String name, SplitOptions options, Beginning beginning) throws IOException {
        return switch (options.format()) {
            case NDJSON -> true;
            case JSON -> false;
            case AUTO -> hasLineEnding(name) || beginning.firstLineIsObject(options.maxEventBytes());
        };
    }

    private static boolean hasLineEnding(String name) {
        String bare = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|gzip|zst|zstd)$", "");
        return bare.endsWith(".ndjson") || bare.endsWith(".jsonl");
    }

    private static void lines(InputStream in, SplitOptions options, FrameSink sink) throws IOException {
        if (options.records().isEmpty()) {
            new LineSplitter(options.maxEventBytes(), 0, sink).split(in);
            return;
        }
        DocumentSplitter documents = new DocumentSplitter(options, sink);
        LineStream lines = new LineStream(in);
        while (lines.nextLine()) {
            if (!documents.split(lines)) {
                sink.blank();
            }
        }
    }

    private static void whole(InputStream in, SplitOptions options, FrameSink sink) throws IOException {
        Capture capture = new Capture(options.maxEventBytes());
        byte[] buffer = new byte[64 << 10];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            capture.add(buffer, 0, n);
        }
        Map<String, String> headers = Map.of(
                Frame.REASON, Reason.CHARSET.wireName(), Frame.DETAIL, "The file is UTF-16 or UTF-32, not UTF-8");
        sink.frame(1, capture.bytes(), 0, capture.kept(), capture.headers(headers));
    }
}
