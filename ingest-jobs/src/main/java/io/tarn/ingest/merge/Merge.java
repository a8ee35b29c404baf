package io.tarn.ingest.merge;

import io.tarn.core.head.FileEntry;
import io.tarn.ingest.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/** Merges Parquet files, column by column, into staged uploads. */
public final class Merge {
    private final Engine engine;

    public Merge(Engine engine) {
        this.engine = engine;
    }

    /** The staged files of each spec, in the order of the specs; nothing of it is visible. */
    public List<List<FileEntry>> stage(List<MergeSpec> specs) {
        List<ArrayList<FileEntry>> staged = engine.run("merge", specs, new MergeTask());
        return staged.stream().map(files -> List.copyOf(files)).toList();
    }

    /** The staged copies, in the order of the specs; nothing of it is visible. */
    public List<FileEntry> copy(List<CopySpec> specs) {
        return engine.run("copy", specs, new CopyTask());
    }
}
