package io.tarn.landing.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@linkplain Leaf leaves} of an input: gzip, zstd and tar are told by their first bytes and unpacked, as
 * deep as they are nested.
 *
 * <p>Members whose name, or a folder of theirs, begins with '.' or '_' are skipped and counted, as files in a directory
 * are. Two passes over the same bytes give the same leaves. Not thread-safe.
 */
public final class Unpacker {
    private static final int DEEPEST = 16;

    private final Visitor visitor;
    private long skipped;
    private @Nullable String torn;

    /** Takes the leaves in the order of the input. */
    @FunctionalInterface
    public interface Visitor {
        /** May read the content or leave it; an exception ends the walk. */
        void leaf(Leaf leaf) throws IOException;
    }

    public Unpacker(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Members that were skipped for their name. */
    public long skipped() {
        return skipped;
    }

    /** Why the input could not be read to its end; null if it could. */
    public @Nullable String torn() {
        return torn;
    }

    /** Visits the leaves of {@code in}, which the caller closes. Only the visitor's exceptions come out. */
    public void unpack(InputStream in) throws IOException {
        unpack(new SteadyStream(in), "", Optional.empty(), 0);
    }

    private void unpack(SteadyStream in, String member, Optional<Instant> modified, int depth) throws IOException {
        byte[] head = in.readNBytes(TarStream.BLOCK);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        if (depth < DEEPEST && startsWith(head, 0x1F, 0x8B, 0x08)) {
            unpack(new SteadyStream(new GzipStream(failing(whole, in))), member, modified, depth + 1);
        } else if (depth < DEEPEST && isZstd(head)) {
            try (SteadyStream zstd = new SteadyStream(new ZstdInputStreamNoFinalizer(failing(whole, in)))) {
                unpack(zstd, member, modified, depth + 1);
            }
        } else if (depth < DEEPEST && TarStream.isHeader(head, head.length)) {
            unpackTar(failing(whole, in), member, depth);
        } else {
            visit(whole, in, member, modified);
        }
    }

    private void unpackTar(InputStream in, String archive, int depth) throws IOException {
        TarStream tar = new TarStream(in);
        while (true) {
            TarStream.Member member;
            try {
                member = tar.next();
            } catch (IOException e) {
                tear(e);
                return;
            }
            if (member == null) {
                return;
            }
            String path = clean(member.path());
            if (isSkipped(path)) {
                skipped++;
            } else {
                String name = archive.isEmpty() ? path : archive + "!" + path;
                unpack(new SteadyStream(tar.data()), name, Optional.of(member.modified()), depth + 1);
            }
        }
    }

    private void visit(InputStream whole, SteadyStream source, String member, Optional<Instant> modified)
            throws IOException {
        visitor.leaf(new Leaf(member, modified, new Bytes(whole, source)));
        if (source.failure() != null) {
            tear(source.failure());
        }
    }

    private void tear(IOException why) {
        if (torn == null) {
            torn = words(why);
        }
    }

    private static String words(IOException why) {
        if (why instanceof TornInputException) {
            return String.valueOf(why.getMessage());
        }
        String text = String.valueOf(why.getMessage());
        return why.getClass().getName().startsWith("com.github.luben") ? "the zstd data: " + text : text;
    }

    /** A source that has failed fails here again, so that what is decoded from it does not seem to end well. */
    private static InputStream failing(InputStream whole, SteadyStream source) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                int b = whole.read();
                if (b < 0) {
                    check();
                }
                return b;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int n = whole.read(target, offset, length);
                if (n < 0) {
                    check();
                }
                return n;
            }

            private void check() throws IOException {
                if (source.failure() != null) {
                    throw source.failure();
                }
            }
        };
    }

    private static String clean(String path) {
        String clean = path;
        while (clean.startsWith("./") || clean.startsWith("/")) {
            clean = clean.substring(clean.indexOf('/') + 1);
        }
        return clean;
    }

    private static boolean isSkipped(String path) {
        return Arrays.stream(path.split("/"))
                .anyMatch(part ->
                        (part.startsWith(".") && !part.equals(".") && !part.equals("..")) || part.startsWith("_"));
    }

    private static boolean isZstd(byte[] head) {
        boolean frame = startsWith(head, 0x28, 0xB5, 0x2F, 0xFD);
        boolean skippable = head.length >= 4
                && (head[0] & 0xF0) == 0x50
                && (head[1] & 0xFF) == 0x2A
                && (head[2] & 0xFF) == 0x4D
                && (head[3] & 0xFF) == 0x18;
        return frame || skippable;
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** A leaf's bytes, which end where the source fails. */
    private static final class Bytes extends Leaf.Content {
        private final InputStream whole;
        private final SteadyStream source;

        Bytes(InputStream whole, SteadyStream source) {
            this.whole = whole;
            this.source = source;
        }

        @Override
        public @Nullable String torn() {
            return source.failure() == null ? null : words(source.failure());
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return whole.read(target, offset, length);
        }
    }
}
