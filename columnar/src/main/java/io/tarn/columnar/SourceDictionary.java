package io.tarn.columnar;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.io.ParquetDecodingException;

/** The dictionary of a chunk that is copied, and the numbers that its entries have in the copy. */
final class SourceDictionary {
    private final byte[] bytes;
    private final int[] ends;
    private final int[] numbers;
    /** Of the copy's values, to which the numbers belong. */
    private int generation = -1;

    SourceDictionary(DictionaryPage page, PlainValues plain) throws IOException {
        bytes = page.getBytes().toByteArray();
        ends = new int[page.getDictionarySize()];
        numbers = new int[ends.length];
        int at = 0;
        for (int i = 0; i < ends.length; i++) {
            at = plain.end(bytes, at);
            ends[i] = at;
        }
    }

    /** Length of an entry in PLAIN. */
    int length(int entry) {
        if (entry >= ends.length) {
            throw new ParquetDecodingException("a value is not in its dictionary");
        }
        return ends[entry] - start(entry);
    }

    /** Adds an entry to the copy; the second time by its number there. */
    void add(int entry, ChunkValues copy) {
        if (!copy.byDictionary()) {
            copy.addPlain(bytes, start(entry), ends[entry]);
            return;
        }
        if (generation != copy.generation()) {
            generation = copy.generation();
            Arrays.fill(numbers, -1);
        }
        if (numbers[entry] >= 0) {
            copy.addEntry(numbers[entry]);
        } else {
            numbers[entry] = copy.addPlain(bytes, start(entry), ends[entry]);
        }
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }
}
