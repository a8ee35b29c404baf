package io.tarn.columnar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * One column chunk of a file that Tarn wrote, page by page: levels and values as they are encoded, not assembled. Not
 * thread-safe.
 *
 * <p>Tarn writes version 1 pages, with values PLAIN or by dictionary; anything else makes no sense here.
 */
final class SourcePages {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final PageReader pages;
    private final PlainValues plain;
    private final boolean bits;
    private final int maxRepetition;
    private final int maxDefinition;
    private final @Nullable SourceDictionary dictionary;
    private final RleDecoder decoder = new RleDecoder();

    private byte[] bytes = {};
    private int at;
    private int end;
    private int count;
    private int[] repetitions = {};
    private int[] definitions = {};
    private int[] ids = {};
    private boolean byDictionary;
    /** The next value of the page. */
    private int next;

    SourcePages(ColumnDescriptor column, PageReader pages) {
        this.pages = pages;
        plain = PlainValues.of(column);
        bits = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN;
        maxRepetition = column.getMaxRepetitionLevel();
        maxDefinition = column.getMaxDefinitionLevel();
        try {
            DictionaryPage page = pages.readDictionaryPage();
            dictionary = page == null ? null : new SourceDictionary(page, plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the next page; false if there is none. */
    boolean nextPage() {
        DataPage page = pages.readPage();
        if (page == null) {
            return false;
        }
        if (!(page instanceof DataPageV1 v1)) {
            throw new ParquetDecodingException("a page is of a version that Tarn does not write");
        }
        open(v1);
        return true;
    }

    private void open(DataPageV1 page) {
        count = page.getValueCount();
        take(page.getBytes());
        repetitions = levels(maxRepetition, repetitions);
        definitions = levels(maxDefinition, definitions);
        next = 0;
        Encoding encoding = page.getValueEncoding();
        byDictionary = encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
        if (byDictionary) {
            int present = present();
            ids = room(ids, present);
            if (present > 0) {
                int width = bytes[at] & 0xFF;
                decoder.decode(bytes, at + 1, end, width, ids, present);
            }
        } else if (encoding != Encoding.PLAIN) {
            throw new ParquetDecodingException("values are encoded in a way that Tarn does not write: " + encoding);
        }
    }

    private void take(BytesInput body) {
        try {
            ByteBuffer buffer = body.toByteBuffer();
            if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.position() == 0) {
                bytes = buffer.array();
                end = buffer.limit();
            } else {
                bytes = body.toByteArray();
                end = bytes.length;
            }
            at = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int[] levels(int max, int[] reuse) {
        if (max == 0) {
            return reuse;
        }
        int[] levels = room(reuse, count);
        int length = at + 4 <= end ? (int) INT.get(bytes, at) : -1;
        if (length < 0 || length > end - at - 4) {
            throw new ParquetDecodingException("levels end too early");
        }
        decoder.decode(bytes, at + 4, at + 4 + length, 32 - Integer.numberOfLeadingZeros(max), levels, count);
        at += 4 + length;
        return levels;
    }

    private int present() {
        if (maxDefinition == 0) {
            return count;
        }
        int present = 0;
        for (int i = 0; i < count; i++) {
            present += definitions[i] == maxDefinition ? 1 : 0;
        }
        return present;
    }

    private static int[] room(int[] array, int length) {
        return array.length >= length ? array : new int[Math.max(length, array.length * 2)];
    }

    /** Entries of the page, nulls included. */
    int count() {
        return count;
    }

    int repetition(int entry) {
        return maxRepetition == 0 ? 0 : repetitions[entry];
    }

    int definition(int entry) {
        return maxDefinition == 0 ? 0 : definitions[entry];
    }

    /** Adds the next value of the page to a copy. */
    void copyValue(int repetition, LeafWriter copy) {
        if (bits) {
            copy.bool(repetition, (bytes[at + (next >> 3)] >> (next & 7) & 1) != 0);
            next++;
        } else if (byDictionary) {
            SourceDictionary entries = dictionary;
            if (entries == null) {
                throw new ParquetDecodingException("a page needs a dictionary, and there is none");
            }
            copy.entry(repetition, entries, ids[next++]);
        } else {
            int to = plain.end(bytes, at);
            copy.plain(repetition, bytes, at, to);
            at = to;
        }
    }
}
