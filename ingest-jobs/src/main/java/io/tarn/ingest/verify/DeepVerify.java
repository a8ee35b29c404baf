package io.tarn.ingest.verify;

import io.tarn.core.TarnException;
import io.tarn.core.key.SegmentKey;
import io.tarn.core.log.LogRecord;
import io.tarn.core.log.LogRecord.SegmentOutcome;
import io.tarn.ingest.log.FrameHistory;
import io.tarn.ingest.verify.CollectionState.DayFile;
import io.tarn.ingest.verify.DeepBatch.Hydrated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * Turns every published and waiting row back into JSON and compares it with the archived event, both ways; then
 * accounts for every frame of every hydrated segment: published, quarantined or deduplicated, exactly one of them.
 *
 * <p>Works in batches of segments, which are unpacked to a local folder, so memory and disk do not grow with the
 * archive. In a batch each row group of the days it touches is one unit of work for one thread.
 */
final class DeepVerify {
    private static final int MAX_BATCH_FRAMES = 20_000_000;

    private final DeepSources sources;
    private final Path work;
    private final int threads;
    private final long batchBytes;

    /**
     * @param work an empty local folder
     * @param batchBytes of unpacked archive on the local disk at a time; a segment more at most
     */
    DeepVerify(DeepSources sources, Path work, int threads, long batchBytes) {
        this.sources = sources;
        this.work = work;
        this.threads = threads;
        this.batchBytes = batchBytes;
    }

    /** Compares everything that the collection's log and heads name; what differs is told to the sources' problems. */
    void run() throws IOException, InterruptedException {
        Map<String, Hydrated> hydrated = hydrated(sources.collection());
        List<RowGroup> groups = rowGroups();
        ExecutorService pool = Executors.newFixedThreadPool(threads, DeepVerify::daemon);
        try {
            Iterator<Hydrated> left = hydrated.values().iterator();
            boolean first = true;
            do {
                try (DeepBatch batch = fill(left, hydrated)) {
                    batch.markQuarantined();
                    List<RowGroup> units = first && !left.hasNext() ? groups : touched(batch, groups, first);
                    compare(batch, units, pool);
                    new FrameAccount(sources, batch).settle();
                }
                first = false;
            } while (left.hasNext());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "verify");
        thread.setDaemon(true);
        return thread;
    }

    /** The archived segments that the log names, in the order of hydration. */
    private static Map<String, Hydrated> hydrated(CollectionState collection) {
        Set<SegmentKey> archived = new HashSet<>(collection.segments());
        Map<String, FrameHistory> histories = FrameHistory.of(collection.records());
        Map<String, Hydrated> hydrated = new LinkedHashMap<>();
        for (LogRecord record : collection.records()) {
            for (SegmentOutcome outcome : record.segments()) {
                FrameHistory history = histories.get(outcome.key());
                Optional<SegmentKey> key = SegmentKey.parse(outcome.key()).filter(archived::contains);
                if (key.isPresent() && history != null) {
                    hydrated.putIfAbsent(outcome.key(), new Hydrated(key.get(), history));
                }
            }
        }
        return hydrated;
    }

    private DeepBatch fill(Iterator<Hydrated> left, Map<String, Hydrated> hydrated) throws IOException {
        DeepBatch batch = new DeepBatch(sources, hydrated);
        long bytes = 0;
        long frames = 0;
        while (left.hasNext() && bytes < batchBytes && frames < MAX_BATCH_FRAMES) {
            Hydrated next = left.next();
            try {
                FrameStore store = FrameStore.unpack(sources.state(), next.key(), work);
                batch.add(next, store);
                bytes += store.size();
                frames += next.key().count();
            } catch (TarnException unreadable) {
                batch.addUnreadable(next, unreadable);
            }
        }
        return batch;
    }

    /** One row group of a published or waiting file. */
    record RowGroup(DayFile file, int number) {}

    private List<RowGroup> rowGroups() {
        List<RowGroup> groups = new ArrayList<>();
        for (DayFile file : sources.collection().files()) {
            try (ParquetFileReader reader = PublishedFile.reader(sources.input(file))) {
                for (int i = 0; i < reader.getRowGroups().size(); i++) {
                    groups.add(new RowGroup(file, i));
                }
            } catch (IOException | RuntimeException e) {
                sources.unreadable(file, e);
            }
        }
        return groups;
    }

    /**
     * The row groups of days with rows of the batch's segments; those of days that no record names, in the first batch.
     */
    private List<RowGroup> touched(DeepBatch batch, List<RowGroup> groups, boolean first) {
        Set<String> wanted = batch.days();
        Set<String> named = new HashSet<>();
        sources.collection().records().forEach(record -> record.days().forEach(day -> named.add(day.day())));
        return groups.stream()
                .filter(group -> {
                    String day = group.file().day().toString();
                    return wanted.contains(day) || first && !named.contains(day);
                })
                .toList();
    }

    private void compare(DeepBatch batch, List<RowGroup> groups, ExecutorService pool)
            throws IOException, InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (RowGroup group : groups) {
            tasks.add(() -> {
                new RowGroupCheck(sources, batch, group.file()).run(group.number());
                return null;
            });
        }
        for (Future<Void> done : pool.invokeAll(tasks)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TarnException told) {
                    throw told;
                }
                throw new IOException("Rows could not be compared", e.getCause());
            }
        }
    }
}
