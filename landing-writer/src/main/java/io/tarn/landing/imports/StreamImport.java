package io.tarn.landing.imports;

import io.tarn.landing.BulkWriter;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.imports.ImportReport.Status;
import io.tarn.landing.input.Unpacker;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lands bytes that come once. With a name a second run knows them; without one they are like no others. */
final class StreamImport {
    private final ImportConfig config;
    private final BulkWriter writer;
    private final ImportBook book;
    private final Importer.Crash crash;

    StreamImport(ImportConfig config, BulkWriter writer, ImportBook book, Importer.Crash crash) {
        this.config = config;
        this.writer = writer;
        this.book = book;
        this.crash = crash;
    }

    Batch.Result land(Source.OfStream source) throws IOException {
        Instant receivedAt = config.receivedAt()
                .of(book.now(), book.now(), source.shown(), "")
                .orElseGet(book::now);
        String name = config.importId().orElseGet(() -> "unnamed " + writer.writer() + " " + book.now());
        Unit unit = Unit.ofStream(source.shown(), name, receivedAt);
        ImportRecord.Options options = Batch.options(config.splitting());
        if (config.importId().isEmpty()) {
            return land(source, unit, new Decision.Land(book.unrecorded(unit, options), List.of()));
        }
        Map<String, Decision> decisions = book.open(List.of(unit), config.known(), options);
        Decision decision = decisions.getOrDefault(unit.identity(), new Decision.Repeated());
        if (decision instanceof Decision.Land land) {
            return land(source, unit, land);
        }
        FileReport report = decision instanceof Decision.Held held
                ? new FileReport(source.shown(), Status.HELD, 0, held.why())
                : new FileReport(source.shown(), Status.KNOWN, 0, known(decision));
        return new Batch.Result(List.of(report), new Counts(), 0);
    }

    private static String known(Decision decision) {
        String came = decision instanceof Decision.Known known
                ? "came at " + known.record().ended()
                : "came before in this command";
        return "known: " + came + "; --again lands it once more";
    }

    private Batch.Result land(Source.OfStream source, Unit unit, Decision.Land land) throws IOException {
        ImportRecord record = land.record();
        Places there = land.before().isEmpty()
                ? Places.none()
                : Places.archived(
                        config.landing().state(),
                        config.collection(),
                        new HashSet<>(land.before()),
                        Set.of(record.importId()));
        crash.at("opened");
        LeafLander lander = new LeafLander(config.collection(), writer);
        Counts counts = new Counts();
        Content[] content = {unit.content()};
        int[] index = {0};
        Unpacker unpacker = new Unpacker(leaf -> {
            DigestStream digest = new DigestStream(leaf.content());
            String shown = leaf.member().isEmpty() ? source.shown() : source.shown() + "!" + leaf.member();
            LeafLander.Leaf where =
                    new LeafLander.Leaf(record.importId(), index[0]++, leaf.member(), shown, unit.receivedAt());
            counts.add(lander.land(digest, where, Batch.splitting(record.options()), there)
                    .counts());
            content[0] = digest.rest();
        });
        unpacker.unpack(source.stream());
        crash.at("landed");
        writer.publish();
        crash.at("published");
        Content whole = index[0] == 1 ? content[0] : new Content("", 0, 0, "", unpacker.torn());
        if (config.importId().isPresent()) {
            book.end(Map.of(unit, record.ended(book.now(), whole, counts, null)));
        }
        return new Batch.Result(List.of(report(source, counts, unpacker)), counts, unpacker.skipped());
    }

    private FileReport report(Source.OfStream source, Counts counts, Unpacker unpacker) {
        if (unpacker.torn() != null) {
            return new FileReport(
                    source.shown(), Status.TORN, counts.frames(), unpacker.torn() + "; what came before is landed");
        }
        String why = config.importId().isPresent()
                ? ""
                : "a second run of the same input will not be recognised; --import-id ID names it";
        return new FileReport(source.shown(), Status.LANDED, counts.frames(), why);
    }
}
