package io.tarn.landing.imports;

import io.tarn.landing.BulkWriter;
import io.tarn.landing.imports.ImportReport.FileReport;
import io.tarn.landing.input.Leaf;
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
    private final Set<String> paths = new HashSet<>();
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
        paths.add(Claim.path(source.path()));
        try (InputStream in = new ProgressStream(source.open(), progress)) {
            file.size = Files.size(source.path());
            file.modified = Files.getLastModifiedTime(source.path()).toInstant();
            Unpacker unpacker = new Unpacker(leaf -> {
                if (leaf.member().isEmpty()) {
                    addWhole(file, leaf.content());
                } else {
                    Content content = DigestStream.of(leaf.content());
                    addMember(file, leaf.member(), leaf.modified().orElse(file.modified), content);
                }
            });
            unpacker.unpack(in);
            file.torn = file.unfinished ? null : unpacker.torn();
            skipped += unpacker.skipped();
        } catch (IOException e) {
            file.failed = Sources.words(e);
            file.units.clear();
        }
    }

    /** A file that is no archive: it may have grown since it came. */
    private void addWhole(FileImport file, Leaf.Content leaf) throws IOException {
        Path path = file.source.path();
        Earlier earlier = config.known() == ImportConfig.Known.LAND_AGAIN
                ? Earlier.nothing(Claim.path(path))
                : book.earlier(path);
        DigestStream digest = new DigestStream(leaf, earlier.marks());
        Content content = digest.rest();
        Optional<Instant> receivedAt = receivedAt(file, "", file.modified, content);
        int index = file.leaves++;
        if (receivedAt.isEmpty()) {
            return;
        }
        String shown = file.source.shown();
        Earlier.Match match = earlier.match(content, digest.marks(), options());
        ImportRecord open = match.open() == null ? null : earlier.records().get(match.open());
        if (match.open() != null && open != null) {
            file.unfinished = true;
            file.units.put(index, Unit.ofOpen(match.open(), open, shown, receivedAt.get()));
            return;
        }
        file.note = match.note();
        int occurrence = occurrences.merge(content.digest(), 1, Integer::sum);
        file.units.put(index, Unit.ofFile(shown, occurrence, receivedAt.get(), content, match));
    }

    private void addMember(FileImport file, String member, Instant modified, Content content) {
        Optional<Instant> receivedAt = receivedAt(file, member, modified, content);
        int index = file.leaves++;
        if (receivedAt.isPresent()) {
            String shown = file.source.shown();
            file.units.put(index, Unit.ofMember(shown, member, index, receivedAt.get(), content));
        }
    }

    private Optional<Instant> receivedAt(FileImport file, String member, Instant modified, Content content) {
        leaves++;
        bytes += content.bytes();
        Optional<Instant> receivedAt = config.receivedAt().of(book.now(), modified, file.source.shown(), member);
        if (receivedAt.isEmpty()) {
            file.undatedNames++;
        }
        return receivedAt;
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
        return goOn();
    }

    /** Files in which a run was killed, and which have grown since, go on behind what has just been ended. */
    private Result goOn() throws IOException {
        Map<FileImport, FileReport> reports = new LinkedHashMap<>();
        files.forEach(file -> reports.put(file, file.report()));
        List<FileImport> grown = files.stream().filter(FileImport::goesOn).toList();
        if (!grown.isEmpty()) {
            book.forget();
            Batch rest = new Batch(config, writer, book, occurrences, progress, crash);
            grown.forEach(file -> rest.add(file.source));
            Result result = rest.land();
            for (int i = 0; i < grown.size(); i++) {
                reports.put(grown.get(i), grown.get(i).report(result.files().get(i)));
            }
            total.add(result.counts());
        }
        return new Result(List.copyOf(reports.values()), total, skipped);
    }

    /** Whether a file of this path is in it: what becomes of the first must be known before the second is looked at. */
    boolean has(Path path) {
        return paths.contains(Claim.path(path));
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
                    LeafLander.Landed landed = land(lander, limited, unit, land.record(), there);
                    file.counts.add(landed.counts());
                    if (limited.left() > 0) {
                        file.failed = CHANGED;
                    } else {
                        ImportRecord.Lines lines = landed.lines(unit.content());
                        ended.put(unit, land.record().ended(book.now(), unit.content(), landed.counts(), lines));
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

    private static LeafLander.Landed land(
            LeafLander lander, LimitedStream in, Unit unit, ImportRecord record, Places there) throws IOException {
        String name = unit.member().isEmpty() ? unit.path() : unit.member();
        LeafLander.Leaf leaf = new LeafLander.Leaf(record.importId(), 0, name, unit.source(), unit.receivedAt());
        Continued behind = record.continued();
        if (behind == null) {
            return lander.land(in, leaf, splitting(record.options()), there);
        }
        in.pass(behind.from());
        return lander.goOn(in, leaf, splitting(record.options()), there, behind);
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
