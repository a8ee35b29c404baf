package io.tarn.columnar;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column chunk after the other, without their levels: by a dictionary while that is worth it, then
 * plain. Not thread-safe.
 *
 * <p>The rules are parquet-java's: a dictionary is given up if it grows too large, or if the first page is not smaller
 * with it. Entries are numbered as they come, so hashing never shows in a file. Of a page by dictionary each entry is
 * compared once for its bounds, which is why this is not parquet-java's code: there, that took a third of all time.
 */
abstract class ChunkValues {
    /** Entries of the dictionary in the order of their numbers, as PLAIN has them. */
    final GrowingBytes entries = new GrowingBytes(64);
    /** Where each entry ends. */
    private int[] ends = new int[16];
    /** Hash and number + 1 of each entry, open addressing; 0 is free. */
    private long[] table = new long[32];

    private final RleEncoder encoder = new RleEncoder(0);
    private final int maxDictionary;
    private int size;
    private boolean dictionary;
    private boolean firstPage = true;
    /** Entries that finished pages use. */
    private int used;
    /** Raised when numbers lose their meaning. */
    private int generation;

    private int[] ids = new int[64];
    private int count;
    private long raw;
    /** Of the open page, where there is no dictionary any more. */
    final GrowingBytes plain = new GrowingBytes(64);

    /** @param maxDictionary bytes of a dictionary, at most; negative for none */
    ChunkValues(int maxDictionary) {
        this.maxDictionary = maxDictionary;
        this.dictionary = maxDictionary >= 0;
    }

    /** @param maxDictionary bytes of a dictionary, at most */
    static ChunkValues of(ColumnDescriptor column, int maxDictionary) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> new TextValues(maxDictionary, 0);
            case FIXED_LEN_BYTE_ARRAY ->
                new TextValues(maxDictionary, column.getPrimitiveType().getTypeLength());
            case INT32, INT64, DOUBLE ->
                new NumberValues(maxDictionary, column.getPrimitiveType().getPrimitiveTypeName());
            case BOOLEAN -> new BitValues();
            case FLOAT, INT96 -> throw new IllegalArgumentException("Tarn does not write this type: " + column);
        };
    }

    /** Of one value, in PLAIN. */
    abstract int hash(byte[] bytes, int from, int to);

    /** Considers one value, in PLAIN, for the bounds of the open page; returns where the next one begins. */
    abstract int consider(byte[] bytes, int at, Statistics<?> statistics);

    /** To be called when all values of the page were considered. */
    abstract void bounds(Statistics<?> statistics);

    /** Whether values are numbers of entries still. */
    final boolean byDictionary() {
        return dictionary;
    }

    /** Changes when numbers of entries lose their meaning. */
    final int generation() {
        return generation;
    }

    /** Adds the value with this number, which {@link #addPlain} gave within this generation. */
    final void addEntry(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
        }
        ids[count++] = id;
        raw += ends[id] - start(id);
    }

    /** Adds a value in PLAIN; returns its number, or -1 without a dictionary. */
    final int addPlain(byte[] bytes, int from, int to) {
        if (dictionary) {
            int id = id(bytes, from, to, hash(bytes, from, to));
            addEntry(id);
            if (entries.length <= maxDictionary) {
                return id;
            }
            giveUp();
        } else {
            plain.add(bytes, from, to);
        }
        return -1;
    }

    /** The number of an equal entry, or of a new one. */
    private int id(byte[] bytes, int from, int to, int hash) {
        int mask = table.length - 1;
        int at = hash & mask;
        for (long slot = table[at]; slot != 0; slot = table[at]) {
            int id = (int) slot - 1;
            if ((int) (slot >>> 32) == hash && Arrays.equals(entries.array, start(id), ends[id], bytes, from, to)) {
                return id;
            }
            at = at + 1 & mask;
        }
        return enter(bytes, from, to, hash, at);
    }

    private int enter(byte[] bytes, int from, int to, int hash, int at) {
        entries.add(bytes, from, to);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = entries.length;
        table[at] = (long) hash << 32 | size;
        if (size * 2 > table.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 4];
        int mask = table.length - 1;
        for (long slot : old) {
            if (slot != 0) {
                int at = (int) (slot >>> 32) & mask;
                while (table[at] != 0) {
                    at = at + 1 & mask;
                }
                table[at] = slot;
            }
        }
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    /** From here on plain, the open page included. */
    private void giveUp() {
        dictionary = false;
        generation++;
        table = new long[32];
        for (int i = 0; i < count; i++) {
            plain.add(entries.array, start(ids[i]), ends[ids[i]]);
        }
        count = 0;
    }

    /** Appends the values of the open page to it, and begins the next one. */
    final Encoding endPage(GrowingBytes page, Statistics<?> statistics) {
        Encoding encoding = byDictionary(page, statistics) ? Encoding.PLAIN_DICTIONARY : plain(page, statistics);
        bounds(statistics);
        count = 0;
        raw = 0;
        firstPage = false;
        return encoding;
    }

    /** Gives the dictionary up if the first page is not smaller with it. */
    private boolean byDictionary(GrowingBytes page, Statistics<?> statistics) {
        if (!dictionary) {
            return false;
        }
        encoder.reset(size - 1);
        for (int i = 0; i < count; i++) {
            encoder.add(ids[i], 1);
        }
        int width = encoder.width();
        GrowingBytes encoded = encoder.finish();
        if (firstPage && 1 + encoded.length + entries.length >= raw) {
            giveUp();
            return false;
        }
        page.add(width);
        page.add(encoded.array, 0, encoded.length);
        considerEntries(statistics);
        used = size;
        return true;
    }

    private void considerEntries(Statistics<?> statistics) {
        long[] seen = new long[(size >> 6) + 1];
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            long bit = 1L << id;
            if ((seen[id >> 6] & bit) == 0) {
                seen[id >> 6] |= bit;
                consider(entries.array, start(id), statistics);
            }
        }
    }

    private Encoding plain(GrowingBytes page, Statistics<?> statistics) {
        page.add(plain.array, 0, plain.length);
        int at = 0;
        while (at < plain.length) {
            at = consider(plain.array, at, statistics);
        }
        plain.clear();
        return Encoding.PLAIN;
    }

    /** Ends the chunk; its dictionary, if pages use one. */
    final @Nullable DictionaryPage end() {
        DictionaryPage page = null;
        if (used > 0) {
            byte[] bytes = Arrays.copyOf(entries.array, ends[used - 1]);
            page = new DictionaryPage(BytesInput.from(bytes), used, Encoding.PLAIN_DICTIONARY);
        }
        generation++;
        entries.clear();
        table = new long[32];
        size = 0;
        used = 0;
        dictionary = maxDictionary >= 0;
        firstPage = true;
        return page;
    }
}
