package io.tarn.ingest.hydrate;

import io.tarn.columnar.EventsToParquet;
import io.tarn.columnar.RowMeta;
import io.tarn.columnar.WrittenFile;
import io.tarn.core.ExitCode;
import io.tarn.core.Frame;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.Placement;
import io.tarn.core.store.Stores;
import io.tarn.ingest.merge.Footer;
import io.tarn.ingest.merge.StagedFiles;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** Turns the rows of one part of a day into Parquet files. Used once; not thread-safe. */
final class DayBuilder {
    private static final int ROWS_BETWEEN_LOOKS = 1024;

    private final HydrateSpec spec;
    private final TableSchema schema;
    private final String txid;
    private final DayPart part;
    private final WorkArea work;
    private final QuarantineObjects quarantine;
    private final SortedMap<Integer, SegmentCounts> counts;
    private final StagedFiles files;
    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
    private final BitSet undated = new BitSet();
    private final TreeSet<Integer> segments = new TreeSet<>();
    private int rows;

    DayBuilder(
            HydrateSpec spec,
            TableSchema schema,
            String txid,
            DayPart part,
            WorkArea work,
            QuarantineObjects quarantine,
            SortedMap<Integer, SegmentCounts> counts) {
        this.spec = spec;
        this.schema = schema;
        this.txid = txid;
        this.part = part;
        this.work = work;
        this.quarantine = quarantine;
        this.counts = counts;
        this.files = part.placement() == Placement.LAKE
                ? new StagedFiles(Stores.open(spec.lake()), Root.LAKE, this::key)
                : new StagedFiles(work.state(), Root.STATE, this::key);
    }

    /** What is staged; the caller keeps or closes it. */
    StagedFiles files() {
        return files;
    }

    private String key(int index) {
        int n = part.firstFile() + index;
        return switch (part.placement()) {
            case LAKE -> Keys.lakeFile(spec.name(), part.day(), txid, n);
            case HOT -> Keys.hotFile(spec.name(), part.day(), txid, n);
            case WAITING -> Keys.waitingFile(spec.name(), part.day(), txid, n);
        };
    }

    BuiltUnit.Part build() throws IOException, InterruptedException {
        SortedMap<String, String> footer =
                Footer.of(spec.name(), part.day(), txid, schema.version(), spec.settingsVersion());
        try (EventsToParquet parquet =
                new EventsToParquet(schema, spec.settings().hide(), spec.sizes(), footer, files::open)) {
            RowSource kept = new KeptRows(part, work.state(), this::dropped);
            if (spec.settings().sortBy().isEmpty()) {
                addAll(parquet, kept);
            } else {
                SortKey order = new SortKey(spec.settings().sortBy());
                try (SortedRows sorted = new SortedRows(kept, order, spec.work().buffer())) {
                    addAll(parquet, sorted);
                }
            }
            return outcome(parquet.finish());
        }
    }

    private void addAll(EventsToParquet parquet, RowSource source) throws IOException, InterruptedException {
        SpilledRow row = source.next();
        while (row != null) {
            if (rows % ROWS_BETWEEN_LOOKS == 0 && Thread.interrupted()) {
                throw new InterruptedException();
            }
            add(parquet, row);
            row = source.next();
        }
    }

    private void add(EventsToParquet parquet, SpilledRow row) throws IOException {
        String segment = spec.segments().get(row.segment());
        try {
            parquet.add(
                    parser.parse(row.bytes(), row.from(), row.to()),
                    new RowMeta(row.eventId(), row.receivedAt(), segment, row.seq(), row.hash()));
        } catch (JsonRejected rejected) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "Row " + row.seq() + " of '" + segment + "' cannot be built",
                    "it was accepted before and is refused now, with '" + rejected.getMessage() + "'",
                    "Nothing was published; check this machine's memory and disk, and run it again",
                    rejected);
        }
        undated.set(rows, row.undated());
        rows = Math.addExact(rows, 1);
        segments.add(row.segment());
        counts.merge(row.segment(), SegmentCounts.row(row.undated()), SegmentCounts::plus);
    }

    private void dropped(SpilledRow row, Drop.Kind why) throws IOException {
        counts.merge(row.segment(), SegmentCounts.dropped(why), SegmentCounts::plus);
        if (why != Drop.Kind.QUARANTINED) {
            return;
        }
        String segment = spec.segments().get(row.segment());
        quarantine.add(
                RouteUnit.segment(segment).received(),
                new QuarantinedFrame(
                        spec.collection(),
                        row.receivedAt(),
                        row.eventId(),
                        Reason.ID_CONFLICT,
                        "another payload with this id was hydrated before",
                        row.headers().getOrDefault(Frame.SOURCE, ""),
                        segment,
                        row.seq(),
                        Arrays.copyOfRange(row.bytes(), row.from(), row.to()),
                        row.headers()));
    }

    private BuiltUnit.Part outcome(List<WrittenFile> written) {
        long[] undatedIn = new long[written.size()];
        long all = 0;
        for (int i = 0; i < undatedIn.length; i++) {
            int from = (int) all;
            all += written.get(i).rows();
            undatedIn[i] = undated.get(from, (int) all).cardinality();
        }
        if (all != rows) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "The files of " + spec.collection() + " " + part.day() + " do not balance",
                    rows + " rows went in and " + all + " came out",
                    "Nothing was published; report this");
        }
        List<FileEntry> entries = files.entries(written, undatedIn, schema.version());
        return new BuiltUnit.Part(part, all, entries, segments);
    }
}
