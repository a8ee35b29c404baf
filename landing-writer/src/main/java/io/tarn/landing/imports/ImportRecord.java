package io.tarn.landing.imports;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one import: a file, a member of an archive, or a named stream. Lies with others in one object of the
 * state root.
 *
 * @param run 1, and one more each time it was landed again on demand
 * @param path of the file, as it was given then; for people, and to tell a grown file from a new one
 * @param member path in the archive, or ""
 * @param importId begins the event id of each of its frames
 * @param options how it was split; a resumed import goes on in the same way
 * @param host with {@code spool} the machine whose spool may still hold frames of it
 * @param writers who landed frames of it: their segments are {@code {writer}-…} in the archive
 * @param ended null while it is open
 * @param digest SHA-256 (hex) of the decompressed content; "" where it is not known
 * @param bytes of the decompressed content
 * @param lineEnd where its last complete line ends, in bytes
 * @param lineDigest SHA-256 (hex) of the content up to there
 * @param refused frames that are no events, by reason
 * @param why what tore it, or null
 * @param continued what it goes on behind; null where it was landed from its beginning
 * @param lines null while it is open, and for what was not split by lines: such a thing is not continued
 */
record ImportRecord(
        State state,
        int run,
        String path,
        String member,
        String importId,
        Options options,
        String host,
        String spool,
        List<String> writers,
        Instant opened,
        @Nullable Instant ended,
        String digest,
        long bytes,
        long lineEnd,
        String lineDigest,
        long frames,
        long blank,
        SortedMap<String, Long> refused,
        @Nullable String why,
        @Nullable Continued continued,
        @Nullable Lines lines) {

    enum State {
        OPEN,
        DONE,
        TORN
    }

    /**
     * @param format auto, ndjson or json
     * @param records JSON pointer, or null
     */
    record Options(String format, @Nullable String records, int maxEventBytes) {
        /** Whether the same lines become of a file; the cap changes none that is below it. */
        boolean splitsAs(Options other) {
            return format.equals(other.format) && Objects.equals(records, other.records);
        }
    }

    /**
     * What a file of lines that has grown is continued by.
     *
     * @param complete how many lines end with a line feed
     * @param tailIsEvent whether what follows them is one whole event, and so has been landed for good
     */
    record Lines(long complete, boolean tailIsEvent) {}

    /**
     * The content of one of the 256 objects of a collection.
     *
     * @param imports by identity
     * @param paths the identities of the imports that came from a path, the oldest first, by the path's
     *     {@linkplain Claim#path digest}. It is written behind the open record and before the first frame, so that
     *     whatever has landed from a path is found by it
     */
    record Page(SortedMap<String, ImportRecord> imports, SortedMap<String, List<String>> paths) {}

    ImportRecord resumedBy(String host, String spool, List<String> allWriters) {
        return new ImportRecord(
                state,
                run,
                path,
                member,
                importId,
                options,
                host,
                spool,
                allWriters,
                opened,
                ended,
                digest,
                bytes,
                lineEnd,
                lineDigest,
                frames,
                blank,
                refused,
                why,
                continued,
                lines);
    }

    /** An open one that goes on behind something else. */
    ImportRecord continuing(@Nullable Continued behind) {
        return new ImportRecord(
                state,
                run,
                path,
                member,
                importId,
                options,
                host,
                spool,
                writers,
                opened,
                ended,
                digest,
                bytes,
                lineEnd,
                lineDigest,
                frames,
                blank,
                refused,
                why,
                behind,
                lines);
    }

    ImportRecord ended(Instant at, Content content, Counts counts, @Nullable Lines lines) {
        return new ImportRecord(
                content.torn() == null ? State.DONE : State.TORN,
                run,
                path,
                member,
                importId,
                options,
                host,
                spool,
                writers,
                opened,
                at,
                content.digest(),
                content.bytes(),
                content.lineEnd(),
                content.lineDigest(),
                counts.frames(),
                counts.blank(),
                counts.refused(),
                content.torn(),
                continued,
                lines);
    }
}
