package io.tarn.orchestration.schema;

import io.tarn.core.Frame;
import io.tarn.core.config.RowSettings;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.landing.imports.Source;
import io.tarn.landing.input.Unpacker;
import io.tarn.landing.split.FrameSink;
import io.tarn.landing.split.SplitOptions;
import io.tarn.landing.split.Splitters;
import io.tarn.schema.Evidence;
import io.tarn.schema.EvidenceCollector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What local files say about the types of their fields, unpacked and split as {@code tarn land} would; each input
 * counts as a segment. Not thread-safe.
 */
final class FileEvidence {
    private final RowSettings settings;
    private final SplitOptions splitting;
    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
    private final SortedMap<String, Long> refused = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private Evidence evidence = Evidence.NONE;
    private long events;
    private int inputs;

    FileEvidence(RowSettings settings, SplitOptions splitting) {
        this.settings = settings;
        this.splitting = splitting;
    }

    /** Frames that are events. */
    long events() {
        return events;
    }

    /** Frames that are none, by reason. */
    SortedMap<String, Long> refused() {
        return refused;
    }

    /** What could not be read to its end, a line each. */
    List<String> problems() {
        return problems;
    }

    Evidence evidence() {
        return evidence;
    }

    /** Reads an input to its end, or as far as it goes. */
    void add(Source source) {
        try {
            if (source instanceof Source.OfFile file) {
                try (InputStream in = Files.newInputStream(file.path())) {
                    add(in, file.path().toString(), source.shown());
                }
            } else if (source instanceof Source.OfStream stream) {
                add(stream.stream(), source.shown(), source.shown());
            } else if (source instanceof Source.Unreadable unreadable) {
                problems.add(source.shown() + ": " + unreadable.why());
            }
        } catch (IOException e) {
            problems.add(source.shown() + ": " + e.getMessage());
        }
    }

    private void add(InputStream in, String name, String shown) throws IOException {
        EvidenceCollector collector = new EvidenceCollector(settings);
        Unpacker unpacker = new Unpacker(leaf -> Splitters.split(
                leaf.content(), leaf.member().isEmpty() ? name : leaf.member(), splitting, new Counting(collector)));
        unpacker.unpack(in);
        evidence = evidence.merge(Evidence.of(shown + "\n" + inputs++, collector.finish()));
        if (unpacker.torn() != null) {
            problems.add(shown + ": torn: " + unpacker.torn());
        }
    }

    private final class Counting implements FrameSink {
        private final EvidenceCollector collector;

        Counting(EvidenceCollector collector) {
            this.collector = collector;
        }

        @Override
        public void frame(long place, byte[] bytes, int offset, int length, Map<String, String> headers) {
            String reason = headers.get(Frame.REASON);
            if (reason != null) {
                refused.merge(reason, 1L, Long::sum);
                return;
            }
            try {
                collector.add(parser.parse(bytes, offset, offset + length));
                events++;
            } catch (JsonRejected rejected) {
                refused.merge(rejected.reason().wireName(), 1L, Long::sum);
            }
        }

        @Override
        public void blank() {
            // No frame, so no evidence.
        }
    }
}
