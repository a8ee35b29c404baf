package io.tarn.landing.imports;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.landing.BulkWriter;
import io.tarn.landing.EncodedHeaders;
import io.tarn.landing.split.FrameSink;
import io.tarn.landing.split.SplitOptions;
import io.tarn.landing.split.Splitters;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lands the frames of one leaf after another. Not thread-safe. */
final class LeafLander {
    private final CollectionName collection;
    private final BulkWriter writer;
    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);

    LeafLander(CollectionName collection, BulkWriter writer) {
        this.collection = collection;
        this.writer = writer;
    }

    /** One leaf. */
    record Leaf(String importId, int index, String name, String source, Instant receivedAt) {}

    /**
     * What became of a leaf.
     *
     * @param lines how many lines it has, those of what it goes on behind included; -1 where it is no file of lines
     * @param endsWithEvent whether the last line is an event
     */
    record Landed(Counts counts, long lines, boolean endsWithEvent) {
        /** For the import record. */
        ImportRecord.@Nullable Lines lines(Content content) {
            if (lines < 0) {
                return null;
            }
            boolean tail = content.bytes() > content.lineEnd();
            return new ImportRecord.Lines(tail ? lines - 1 : lines, tail && endsWithEvent);
        }
    }

    /** Lands what {@code there} does not have yet. */
    Landed land(InputStream in, Leaf leaf, SplitOptions options, Places there) throws IOException {
        Landing landing = new Landing(leaf, there);
        boolean byLines = Splitters.split(in, leaf.name(), options, landing);
        return landing.landed(byLines ? 0 : -1);
    }

    /**
     * Lands lines that follow what has been landed.
     *
     * @param in from the end of the last complete line on
     */
    Landed goOn(InputStream in, Leaf leaf, SplitOptions options, Places there, Continued behind) throws IOException {
        Landing landing = new Landing(leaf, there);
        landing.passingOver = behind.tailLanded() ? behind.lines() + 1 : -1;
        Splitters.splitFurther(in, behind.lines(), options, landing);
        return landing.landed(behind.lines());
    }

    private final class Landing implements FrameSink {
        private final Leaf leaf;
        private final Places there;
        private final Counts counts = new Counts();
        private final Map<String, String> common;
        private final EncodedHeaders encoded;
        /** Place of a line that was an event before a line feed ended it, or -1. */
        private long passingOver = -1;

        private long passedOver;
        private boolean lastIsEvent;

        Landing(Leaf leaf, Places there) {
            this.leaf = leaf;
            this.there = there;
            this.common = Map.of(Frame.ID_KIND, "exact", Frame.SOURCE, leaf.source());
            this.encoded = EncodedHeaders.of(common);
        }

        @Override
        public void frame(long place, byte[] bytes, int offset, int length, Map<String, String> headers) {
            String refused = judge(bytes, offset, length, headers);
            lastIsEvent = refused == null;
            if (place == passingOver && lastIsEvent) {
                // It begins with a whole object, and is one: nothing but blanks can have been added.
                passedOver++;
                return;
            }
            counts.frame();
            if (refused != null) {
                counts.refuse(refused);
            }
            if (there.has(leaf.importId(), leaf.index(), place)) {
                counts.alreadyThere();
                return;
            }
            writer.append(
                    collection,
                    leaf.receivedAt(),
                    Places.eventId(leaf.importId(), leaf.index(), place),
                    headers.isEmpty() ? encoded : with(headers),
                    bytes,
                    offset,
                    length);
        }

        @Override
        public void blank() {
            counts.blankLine();
            lastIsEvent = false;
        }

        Landed landed(long linesBefore) {
            long lines = linesBefore < 0 ? -1 : linesBefore + passedOver + counts.frames() + counts.blank();
            return new Landed(counts, lines, lastIsEvent);
        }

        private EncodedHeaders with(Map<String, String> headers) {
            Map<String, String> all = new TreeMap<>(common);
            all.putAll(headers);
            return EncodedHeaders.of(all);
        }

        /** Why it is no event; only for the summary: whatever it is, it is landed, and hydrate judges again. */
        private @Nullable String judge(byte[] bytes, int offset, int length, Map<String, String> headers) {
            String reason = headers.get(Frame.REASON);
            if (reason != null) {
                return reason;
            }
            try {
                parser.parse(bytes, offset, offset + length);
                return null;
            } catch (JsonRejected rejected) {
                return rejected.reason().wireName();
            }
        }
    }
}
