package io.tarn.landing.input;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What remains when everything is unpacked: the bytes of a plain file, or of a member of an archive.
 *
 * @param member path within the archive ("!" between nested ones), or "" where the file is no archive
 * @param modified the member's time; empty for a file
 * @param content ends early, without an exception, where the data is torn
 */
public record Leaf(String member, Optional<Instant> modified, Content content) {
    /** The decoded bytes, once. */
    public abstract static class Content extends InputStream {
        Content() {}

        /** Why the bytes ended early; null if they did not, or have not ended yet. */
        public abstract @Nullable String torn();
    }
}
