package io.tarn.ingest.merge;

import io.tarn.columnar.FileSource;
import io.tarn.columnar.ParquetMerge;
import io.tarn.columnar.WrittenFile;
import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.engine.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Merges the files of one day. */
final class MergeTask implements Work<MergeSpec, ArrayList<FileEntry>> {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("NonApiType") // a result must be Serializable, which List does not say
    public ArrayList<FileEntry> run(MergeSpec spec) throws IOException {
        ObjectStore lake = Stores.open(spec.lake());
        ObjectStore state = Stores.open(spec.state());
        CollectionName collection = new CollectionName(spec.collection());
        List<FileSource> inputs = new ArrayList<>();
        for (FileEntry file : spec.inputs()) {
            inputs.add(new StoredSource(file.root() == Root.LAKE ? lake : state, file.key(), file.size()));
        }
        Map<String, String> footer = Footer.of(
                collection,
                spec.day(),
                spec.txid(),
                spec.schema().version(),
                spec.schema().settings());
        try (StagedFiles files = new StagedFiles(spec.root() == Root.LAKE ? lake : state, spec.root(), spec::key)) {
            List<WrittenFile> written = ParquetMerge.merge(inputs, spec.schema(), spec.sizes(), footer, files::open);
            balance(spec, written);
            List<FileEntry> entries = files.entries(
                    written, undated(spec.inputs(), written), spec.schema().version());
            files.keep();
            return new ArrayList<>(entries);
        }
    }

    private static void balance(MergeSpec spec, List<WrittenFile> written) {
        long in = spec.inputs().stream().mapToLong(FileEntry::rows).sum();
        long out = written.stream().mapToLong(WrittenFile::rows).sum();
        if (in != out) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "The " + spec + " does not balance",
                    in + " rows went in and " + out + " came out",
                    "Nothing was published; run 'tarn verify " + spec.collection() + "'");
        }
    }

    /**
     * Shares the undated rows out among the new files. Exact in sum and wherever files keep together; where an input is
     * split, its undated rows are taken to be spread evenly.
     */
    static long[] undated(List<FileEntry> inputs, List<WrittenFile> written) {
        long[] undated = new long[written.size()];
        int file = 0;
        long room = written.isEmpty() ? 0 : written.get(0).rows();
        for (FileEntry input : inputs) {
            long rows = input.rows();
            long left = input.undated();
            while (rows > 0) {
                while (room == 0) {
                    room = written.get(++file).rows();
                }
                long taken = Math.min(rows, room);
                long share = taken == rows ? left : Math.round((double) left * taken / rows);
                undated[file] += share;
                left -= share;
                rows -= taken;
                room -= taken;
            }
        }
        return undated;
    }
}
