package io.tarn.landing.imports;

import io.tarn.core.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is landed once: a file, a member of an archive, or a named stream.
 *
 * @param identity SHA-256 (hex) of what it is known by
 * @param path of its file, for people
 * @param index which leaf of its file it is, from 0
 * @param content what is known of its bytes before they are landed
 * @param continued what it goes on behind, or null
 * @param claim puts down where it came from; null for what has no path of its own
 */
record Unit(
        String identity,
        String path,
        String member,
        int index,
        Instant receivedAt,
        Content content,
        @Nullable Continued continued,
        @Nullable Claim claim) {
    /** Eighty bits tell imports of one collection apart; the whole identity is in the import record. */
    private static final int ID_DIGITS = 20;

    private static final Content UNKNOWN = new Content("", 0, 0, "", null);

    /** A plain file is known by its content, and by how often that came before in the same command. */
    static Unit ofFile(String path, int occurrence, Instant receivedAt, Content content, Earlier.Match match) {
        String identity = Sha256.hex("file\n" + content.digest() + "\n" + occurrence);
        return new Unit(identity, path, "", 0, receivedAt, content, match.continued(), match.claim());
    }

    /** What a run was killed in, and with which the file begins. */
    static Unit ofOpen(String identity, ImportRecord open, String path, Instant receivedAt) {
        Content content = new Content(open.digest(), open.bytes(), open.lineEnd(), open.lineDigest(), null);
        return new Unit(identity, path, "", 0, receivedAt, content, null, null);
    }

    /** A member is known by its path in the archive and its content, whatever the archive is called. */
    static Unit ofMember(String path, String member, int index, Instant receivedAt, Content content) {
        String identity = Sha256.hex("member\n" + member + "\n" + content.digest());
        return new Unit(identity, path, member, index, receivedAt, content, null, null);
    }

    /** A stream is known by the name it is given, or else is like no other. */
    static Unit ofStream(String path, String name, Instant receivedAt) {
        return new Unit(Sha256.hex("stream\n" + name), path, "", 0, receivedAt, UNKNOWN, null, null);
    }

    /** Begins its event ids in its {@code run}th landing. */
    String importId(int run) {
        String id = identity.substring(0, ID_DIGITS);
        return run == 1 ? id : id + "." + run;
    }

    String source() {
        return member.isEmpty() ? path : path + "!" + member;
    }
}
