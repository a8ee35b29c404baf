package io.tarn.landing.imports;

import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectStore;
import io.tarn.landing.BulkWriter;
import io.tarn.landing.LandingConfig;
import io.tarn.landing.Spools;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.imports.ImportReport.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lands inputs, each once: first everything about a batch is found out and written down, then its frames are landed and
 * published, then it is written down that this is done. Whatever is killed in between is brought to its end by the next
 * run on the same machine. Not thread-safe.
 */
public final class Importer {
    /** Decompressed bytes, or leaves, after which a batch is landed. */
    private static final long BATCH_BYTES = 256L << 20;

    private static final int BATCH_LEAVES = 50_000;

    private final ImportConfig config;
    private final ImportProgress progress;
    private final Crash crash;
    private final List<FileReport> files = new ArrayList<>();
    private final SortedMap<String, Long> refused = new TreeMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private long received;
    private long blank;
    private long skipped;

    public Importer(ImportConfig config, ImportProgress progress) {
        this(config, progress, step -> {});
    }

    Importer(ImportConfig config, ImportProgress progress, Crash crash) {
        this.config = config;
        this.progress = progress;
        this.crash = crash;
    }

    /** Where a test may end a run as a kill would. */
    interface Crash {
        void at(String step) throws Killed;
    }

    /** Stands for the end of the process: nothing is cleaned up. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Lands the sources, in their order.
     *
     * @throws TarnException where nothing can be landed at all: the disk is full, the store fails
     */
    public ImportReport run(Sources sources) throws IOException {
        skipped += sources.skipped();
        LandingConfig landing = config.landing();
        Spools.Recovered recovered =
                Spools.publishDead(landing.spool(), landing.state(), landing.clock(), landing.disk());
        tell(recovered);
        BulkWriter writer = BulkWriter.open(landing);
        try {
            run(sources, writer);
            writer.close();
        } catch (Killed killed) {
            writer.abandon();
            throw killed;
        } catch (TarnException | IOException e) {
            // What was begun is resumed by the next run, as after a crash.
            writer.abandon();
            throw e;
        }
        return new ImportReport(
                config.collection().value(), List.copyOf(files), received, new TreeMap<>(refused), blank, skipped);
    }

    private void run(Sources sources, BulkWriter writer) throws IOException {
        Batch batch = batch(writer);
        progress.total(sizes(sources));
        for (Source source : sources.all()) {
            if (source instanceof Source.OfFile file) {
                if (batch.has(file.path())) {
                    take(batch.land());
                    batch = batch(writer);
                }
                batch.add(file);
                if (batch.bytes() >= BATCH_BYTES || batch.leaves() >= BATCH_LEAVES) {
                    take(batch.land());
                    batch = batch(writer);
                }
            } else if (source instanceof Source.OfStream stream) {
                take(batch.land());
                batch = batch(writer);
                take(new StreamImport(config, writer, book(writer), crash).land(stream));
            } else if (source instanceof Source.Unreadable unreadable) {
                take(batch.land());
                batch = batch(writer);
                files.add(new FileReport(unreadable.shown(), Status.FAILED, 0, unreadable.why()));
            }
        }
        take(batch.land());
    }

    private Batch batch(BulkWriter writer) {
        return new Batch(config, writer, book(writer), occurrences, progress, crash);
    }

    private ImportBook book(BulkWriter writer) {
        LandingConfig landing = config.landing();
        ObjectStore state = landing.state();
        return new ImportBook(
                state, config.collection(), landing.clock(), Host.name(), landing.spool(), writer.writer());
    }

    private void take(Batch.Result result) {
        files.addAll(result.files());
        Counts counts = result.counts();
        received += counts.frames();
        blank += counts.blank();
        counts.refused().forEach((reason, count) -> refused.merge(reason, count, Long::sum));
        skipped += result.skipped();
    }

    private void tell(Spools.Recovered recovered) {
        if (recovered.frames() > 0) {
            progress.say(
                    "published " + recovered.frames() + " frames of " + recovered.writers() + " writers that had died");
        }
        recovered.problems().forEach(progress::say);
    }

    private static long sizes(Sources sources) throws IOException {
        long bytes = 0;
        for (Source source : sources.all()) {
            if (source instanceof Source.OfFile file) {
                bytes += file.path().toFile().length();
            }
        }
        return bytes;
    }
}
