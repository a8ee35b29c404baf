package io.tarn.ingest.hydrate;

import io.tarn.ingest.engine.Work;
import io.tarn.ingest.merge.StagedFiles;
import io.tarn.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Builds days into staged files, one writer open at a time. */
final class BuildTask implements Work<BuildUnit, BuiltUnit> {
    private static final long serialVersionUID = 1L;

    private final HydrateSpec spec;
    private final TableSchema schema;
    private final String txid;

    BuildTask(HydrateSpec spec, TableSchema schema, String txid) {
        this.spec = spec;
        this.schema = schema;
        this.txid = txid;
    }

    @Override
    public BuiltUnit run(BuildUnit unit) throws IOException, InterruptedException {
        WorkArea work = new WorkArea(spec);
        List<StagedFiles> staged = new ArrayList<>();
        TreeMap<Integer, SegmentCounts> counts = new TreeMap<>();
        try (QuarantineObjects quarantine = new QuarantineObjects(work, spec)) {
            List<BuiltUnit.Part> parts = new ArrayList<>();
            for (DayPart part : unit.parts()) {
                DayBuilder builder = new DayBuilder(spec, schema, txid, part, work, quarantine, counts);
                staged.add(builder.files());
                parts.add(builder.build());
            }
            BuiltUnit built = new BuiltUnit(List.copyOf(parts), counts, quarantine.finish());
            staged.forEach(StagedFiles::keep);
            return built;
        } finally {
            staged.forEach(StagedFiles::close);
        }
    }
}
