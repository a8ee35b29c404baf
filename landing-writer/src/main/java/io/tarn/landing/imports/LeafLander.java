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

    /** Lands what {@code there} does not have yet. */
    Counts land(InputStream in, Leaf leaf, SplitOptions options, Places there) throws IOException {
        Landing landing = new Landing(leaf, there);
        Splitters.split(in, leaf.name(), options, landing);
        return landing.counts;
    }

    private final class Landing implements FrameSink {
        private final Leaf leaf;
        private final Places there;
        private final Counts counts = new Counts();
        private final Map<String, String> common;
        private final EncodedHeaders encoded;

        Landing(Leaf leaf, Places there) {
            this.leaf = leaf;
            this.there = there;
            this.common = Map.of(Frame.ID_KIND, "exact", Frame.SOURCE, leaf.source());
            this.encoded = EncodedHeaders.of(common);
        }

        @Override
        public void frame(long place, byte[] bytes, int offset, int length, Map<String, String> headers) {
            counts.frame();
            judge(bytes, offset, length, headers);
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
        }

        private EncodedHeaders with(Map<String, String> headers) {
            Map<String, String> all = new TreeMap<>(common);
            all.putAll(headers);
            return EncodedHeaders.of(all);
        }

        /** Only for the summary: whatever it is, it is landed, and hydrate judges again. */
        private void judge(byte[] bytes, int offset, int length, Map<String, String> headers) {
            String reason = headers.get(Frame.REASON);
            if (reason != null) {
                counts.refuse(reason);
                return;
            }
            try {
                parser.parse(bytes, offset, offset + length);
            } catch (JsonRejected rejected) {
                counts.refuse(rejected.reason().wireName());
            }
        }
    }
}
