package io.tarn.proof.model;

import io.tarn.core.CollectionName;
import io.tarn.ingest.compact.CompactJob;
import io.tarn.ingest.compact.CompactRequest;
import io.tarn.ingest.compact.CompactResult;
import io.tarn.landing.Ack;
import io.tarn.landing.Event;
import io.tarn.landing.LandingWriter;
import io.tarn.landing.imports.ImportConfig;
import io.tarn.landing.imports.ImportProgress;
import io.tarn.landing.imports.ImportReport;
import io.tarn.landing.imports.Importer;
import io.tarn.landing.imports.ReceivedAt;
import io.tarn.landing.imports.Sources;
import io.tarn.landing.split.SplitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does the actions of a workload as a producer's process, {@code tarn land} and {@code tarn compact} would, by the same
 * code. Not thread-safe.
 */
public final class Player implements AutoCloseable {
    private final Site site;
    private final Told told;
    private @Nullable LandingWriter writer;

    public Player(Site site, Told told) {
        this.site = site;
        this.told = told;
    }

    /** Does one action; whatever Tarn throws comes through. */
    public void play(Action action) {
        if (action instanceof Action.Append append) {
            append(append.events());
        } else if (action instanceof Action.Import file) {
            land(file);
        } else if (action instanceof Action.Compact compact) {
            compact(compact);
        } else if (action instanceof Action.Advance advance) {
            told.now(site.clock().instant().plus(advance.by()));
            site.clock().forward(advance.by());
        } else if (action instanceof Action.Flush && writer != null) {
            writer.flush();
        }
    }

    /** Publishes what is open and ends, as a producer that goes home. */
    @Override
    public void close() {
        if (writer != null) {
            LandingWriter last = writer;
            writer = null;
            last.close();
        }
    }

    private void append(List<Sent> events) {
        LandingWriter open = writer == null ? LandingWriter.open(site.landing()) : writer;
        writer = open;
        List<CompletableFuture<?>> settled = new ArrayList<>();
        for (Sent event : events) {
            told.appending(event);
            Event given = Event.of(event.payload()).withId(event.id());
            settled.add(
                    open.append(new CollectionName(event.collection()), given).thenAccept(ack -> tell(event, ack)));
        }
        settled.forEach(CompletableFuture::join);
    }

    private void tell(Sent event, Ack ack) {
        if (ack instanceof Ack.Stored place) {
            told.acknowledged(event, place);
        } else {
            told.refused(event);
        }
    }

    private void land(Action.Import file) {
        told.importing(file);
        CollectionName collection = new CollectionName(file.collection());
        ImportConfig imports = ImportConfig.of(site.landing(), collection)
                .withSplitting(SplitOptions.auto(1 << 20).withFormat(SplitOptions.Format.NDJSON))
                .withReceivedAt(ReceivedAt.parse(file.receivedAt().toString()));
        try {
            Path path = write(file);
            Sources sources = Sources.of(List.of(path.toString()), site.files(), InputStream.nullInputStream());
            ImportReport report = new Importer(imports, ImportProgress.NONE).run(sources);
            if (report.files().stream().allMatch(Player::isThere)) {
                told.imported(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThere(ImportReport.FileReport file) {
        return file.status() == ImportReport.Status.LANDED || file.status() == ImportReport.Status.KNOWN;
    }

    /** Once: an import is known by its file, and one that is killed is gone on with from the same file. */
    private Path write(Action.Import file) throws IOException {
        Path path = site.files().resolve(file.file());
        if (!Files.exists(path)) {
            Files.createDirectories(site.files());
            Path whole = path.resolveSibling(
                    file.file() + "-" + ProcessHandle.current().pid());
            String lines = file.lines().stream().map(Sent::payload).collect(Collectors.joining("\n", "", "\n"));
            Files.write(whole, lines.getBytes(StandardCharsets.UTF_8));
            Files.move(whole, path);
        }
        return path;
    }

    private void compact(Action.Compact action) {
        CompactResult result = new CompactJob(site.compaction()).run(CompactRequest.ALL.urgency(action.urgency()));
        told.compacted(result.exitCode(), result.report().problems());
    }
}
