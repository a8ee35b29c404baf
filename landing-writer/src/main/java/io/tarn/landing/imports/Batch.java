package io.tarn.landing.imports;

import io.tarn.landing.BulkWriter;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.input.Unpacker;
import io.tarn.landing.split.SplitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files that are landed together: known, opened, landed, published, ended. Not thread-safe. */
final class Batch {
    static final String CHANGED = "it changed while it was landed; what is in the archive may be of both versions";

    private final ImportConfig config;
    private final BulkWriter writer;
    private final ImportBook book;
    private final Map<String, Integer> occurrences;
    private final ImportProgress progress;
    private final Importer.Crash crash;
    private final List<FileImport> files = new ArrayList<>();
    private final Counts total = new Counts();
    private long bytes;
    private int leaves;
    private long skipped;

    Batch(
            ImportConfig config,
            BulkWriter writer,
            ImportBook book,
            Map<String, Integer> occurrences,
            ImportProgress progress,
            Importer.Crash crash) {
        this.config = config;
        this.writer = writer;
        this.book = book;
        this.occurrences = occurrences;
        this.progress = progress;
        this.crash = crash;
    }

    /** What became of a batch. */
    record Result(List<FileReport> files, Counts counts, long skipped) {}

    long bytes() {
        return bytes;
    }

    int leaves() {
        return leaves;
    }

    /** First pass: finds out what the file is. */
    void add(Source.OfFile source) {
        FileImport file = new FileImport(source);
        files.add(file);
        try (InputStream in = new ProgressStream(source.open(), progress)) {
            file.size = Files.size(source.path());
            file.modified = Files.getLastModifiedTime(source.path()).toInstant();
            Unpacker unpacker = new Unpacker(leaf -> {
                Content content = DigestStream.of(leaf.content());
                add(file, leaf.member(), leaf.modified().orElse(file.modified), content);
            });
            unpacker.unpack(in);
            file.torn = unpacker.torn();
            skipped += unpacker.skipped();
        } catch (IOException e) {
            file.failed = Sources.words(e);
            file.units.clear();
        }
    }

    private void add(FileImport file, String member, Instant modified, Content content) {
        leaves++;
        bytes += content.bytes();
        String shown = file.source.shown();
        Optional<Instant> receivedAt = config.receivedAt().of(book.now(), modified, shown, member);
        int index = file.leaves++;
        if (receivedAt.isEmpty()) {
            file.undatedNames++;
            return;
        }
        if (member.isEmpty()) {
            int occurrence = occurrences.merge(content.digest(), 1, Integer::sum);
            file.units.put(index, Unit.ofFile(shown, occurrence, receivedAt.get(), content));
        } else {
            file.units.put(index, Unit.ofMember(shown, member, index, receivedAt.get(), content));
        }
    }

    /** Second pass, and everything around it. */
    Result land() throws IOException {
        Map<String, Decision> decisions = open();
        Places there = there(decisions);
        crash.at("opened");
        Map<Unit, ImportRecord> ended = new LinkedHashMap<>();
        for (FileImport file : files) {
            land(file, there, ended);
        }
        crash.at("landed");
        if (!ended.isEmpty()) {
            writer.publish();
            crash.at("published");
            book.end(ended);
        }
        return new Result(files.stream().map(FileImport::report).toList(), total, skipped);
    }

    private Map<String, Decision> open() {
        List<Unit> first = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (FileImport file : files) {
            for (Unit unit : file.units.values()) {
                if (seen.add(unit.identity())) {
                    first.add(unit);
                } else {
                    file.decisions.put(unit.index(), new Decision.Repeated());
                }
            }
        }
        Map<String, Decision> decisions = book.open(first, config.known(), options());
        for (FileImport file : files) {
            file.units.forEach((index, unit) -> file.decisions.computeIfAbsent(
                    index, i -> decisions.getOrDefault(unit.identity(), new Decision.Repeated())));
        }
        return decisions;
    }

    /** What runs that were killed have landed of this batch. */
    private Places there(Map<String, Decision> decisions) throws IOException {
        Set<String> writers = new HashSet<>();
        Set<String> imports = new HashSet<>();
        for (Decision decision : decisions.values()) {
            if (decision instanceof Decision.Land land && !land.before().isEmpty()) {
                writers.addAll(land.before());
                imports.add(land.record().importId());
            }
        }
        return imports.isEmpty()
                ? Places.none()
                : Places.archived(config.landing().state(), config.collection(), writers, imports);
    }

    private void land(FileImport file, Places there, Map<Unit, ImportRecord> ended) {
        if (file.decisions.values().stream().noneMatch(Decision.Land.class::isInstance)) {
            progress.done(file.size);
            return;
        }
        LeafLander lander = new LeafLander(config.collection(), writer);
        int[] index = {0};
        try (InputStream in = new ProgressStream(file.source.open(), progress)) {
            Unpacker unpacker = new Unpacker(leaf -> {
                int i = index[0]++;
                Unit unit = file.units.get(i);
                if (unit != null && file.decisions.get(i) instanceof Decision.Land land) {
                    crash.at("leaf");
                    LimitedStream limited =
                            new LimitedStream(leaf.content(), unit.content().bytes());
                    Counts counts = land(lander, limited, unit, land.record(), there);
                    file.counts.add(counts);
                    if (limited.left() > 0) {
                        file.failed = CHANGED;
                    } else {
                        ended.put(unit, land.record().ended(book.now(), unit.content(), counts));
                    }
                }
            });
            unpacker.unpack(in);
            file.checkUnchanged();
        } catch (IOException e) {
            file.failed = Sources.words(e);
        }
        total.add(file.counts);
    }

    private static Counts land(LeafLander lander, InputStream in, Unit unit, ImportRecord record, Places there)
            throws IOException {
        String name = unit.member().isEmpty() ? unit.path() : unit.member();
        LeafLander.Leaf leaf = new LeafLander.Leaf(record.importId(), 0, name, unit.source(), unit.receivedAt());
        return lander.land(in, leaf, splitting(record.options()), there);
    }

    private ImportRecord.Options options() {
        return options(config.splitting());
    }

    static ImportRecord.Options options(SplitOptions splitting) {
        return new ImportRecord.Options(
                splitting.format().name().toLowerCase(Locale.ROOT),
                splitting.recordsPointer().orElse(null),
                splitting.maxEventBytes());
    }

    static SplitOptions splitting(ImportRecord.Options options) {
        SplitOptions splitting = SplitOptions.auto(options.maxEventBytes())
                .withFormat(SplitOptions.Format.valueOf(options.format().toUpperCase(Locale.ROOT)));
        return options.records() == null ? splitting : splitting.withRecords(options.records());
    }

    static boolean changed(Path path, long size, Instant modified) throws IOException {
        return Files.size(path) < size
                || (Files.size(path) == size
                        && !Files.getLastModifiedTime(path).toInstant().equals(modified));
    }
}
