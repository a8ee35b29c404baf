package io.tarn.columnar;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column chunk after the other: values with their levels, cut into pages at row boundaries. Not thread-safe.
 */
final class LeafWriter {
    private static final int ROWS_PER_PAGE = 20_000;
    private static final int NULL_ROWS_PER_PAGE = 500_000;

    /** Of a thousand columns, each could have an open page of a MiB; beyond this, pages are ended sooner. */
    private static final long MUCH_PENDING = 96 << 20;

    private final ColumnDescriptor column;
    private final ParquetProperties properties;
    private final int maxRepetition;
    private final int maxDefinition;
    private final @Nullable RleEncoder repetitions;
    private final @Nullable RleEncoder definitions;
    private final GrowingBytes page;
    private final ChunkValues values;
    private final PageSizes plainPages;
    private final PageSizes pagesByDictionary;
    private final PageSizes dictionaries;

    private @Nullable PageWriter pages;
    private Meter meter = new Meter();
    private Statistics<?> statistics;
    private int entries;
    private int rows;
    private long raw;
    /** What the largest bounds of a page take, of the open chunk. */
    private int bounds;

    /**
     * @param page where pages are put together; all leaves of a file may share it
     * @param gauge for all leaves of a file
     */
    LeafWriter(ColumnDescriptor column, ParquetProperties properties, GrowingBytes page, Gauge gauge) {
        this.page = page;
        this.column = column;
        this.properties = properties;
        maxRepetition = column.getMaxRepetitionLevel();
        maxDefinition = column.getMaxDefinitionLevel();
        repetitions = maxRepetition > 0 ? new RleEncoder(maxRepetition) : null;
        definitions = maxDefinition > 0 ? new RleEncoder(maxDefinition) : null;
        values = ChunkValues.of(column, properties.getDictionaryPageSizeThreshold());
        statistics = Statistics.createStats(column.getPrimitiveType());
        plainPages = new PageSizes(gauge);
        pagesByDictionary = new PageSizes(gauge);
        dictionaries = new PageSizes(gauge);
    }

    ColumnDescriptor column() {
        return column;
    }

    /** Begins a column chunk. */
    void begin(PageWriter chunk, Meter ofRowGroup) {
        pages = chunk;
        meter = ofRowGroup;
    }

    /** So many nulls at the same levels; with repetition 0, so many rows. */
    void nulls(int repetition, int definition, long count) {
        long left = count;
        while (left > 0) {
            int part = (int) Math.min(left, repetition == 0 ? roomInPage() : Integer.MAX_VALUE - entries);
            levels(repetition, definition, part);
            statistics.incrementNumNulls(part);
            left -= part;
        }
    }

    void bool(int repetition, boolean value) {
        entry(repetition, 1);
        ((BitValues) values).add(value);
    }

    void int32(int repetition, int value) {
        entry(repetition, 4);
        ((NumberValues) values).add(value);
    }

    void int64(int repetition, long value) {
        entry(repetition, 8);
        ((NumberValues) values).add(value);
    }

    void float64(int repetition, double value) {
        int64(repetition, Double.doubleToRawLongBits(value));
    }

    /** A byte array, of any length or of the column's fixed one. */
    void binary(int repetition, byte[] bytes, int from, int to) {
        entry(repetition, to - from + 4);
        ((TextValues) values).add(bytes, from, to);
    }

    /** A value in PLAIN. */
    void plain(int repetition, byte[] bytes, int from, int to) {
        entry(repetition, to - from);
        values.addPlain(bytes, from, to);
    }

    /** A value that another chunk's dictionary has. */
    void entry(int repetition, SourceDictionary dictionary, int entry) {
        entry(repetition, dictionary.length(entry));
        dictionary.add(entry, values);
    }

    /** Ends the column chunk. */
    void end() {
        if (entries > 0) {
            endPage();
        }
        DictionaryPage dictionary = values.end();
        if (dictionary != null) {
            try {
                byte[] bytes = dictionary.getBytes().toByteArray();
                meter.paged += dictionaries.take(bytes, bytes.length);
                chunk().writeDictionaryPage(dictionary);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        meter.described += FooterSizes.chunk(column, bounds);
        bounds = 0;
        pages = null;
    }

    private void entry(int repetition, int size) {
        if (repetition == 0) {
            roomInPage();
        }
        levels(repetition, maxDefinition, 1);
        raw += size;
        meter.pending += size;
    }

    private void levels(int repetition, int definition, int count) {
        if (repetitions != null) {
            repetitions.add(repetition, count);
        }
        if (definitions != null) {
            definitions.add(definition, count);
        }
        entries += count;
        if (repetition == 0) {
            rows += count;
        }
    }

    /** How many rows the page may still take, at least one: a full page is ended first. */
    private int roomInPage() {
        int limit = raw == 0 ? NULL_ROWS_PER_PAGE : ROWS_PER_PAGE;
        long full = properties.getPageSizeThreshold();
        if (meter.pending > MUCH_PENDING) {
            full /= 8;
        }
        if (rows < limit && raw + entries / 8 < full) {
            return limit - rows;
        }
        endPage();
        return NULL_ROWS_PER_PAGE;
    }

    private void endPage() {
        page.clear();
        addLevels(repetitions, maxRepetition);
        addLevels(definitions, maxDefinition);
        Encoding encoding = raw == 0 ? Encoding.PLAIN : values.endPage(page, statistics);
        try {
            BytesInput body = BytesInput.from(page.array, 0, page.length);
            chunk().writePage(body, entries, rows, statistics, Encoding.RLE, Encoding.RLE, encoding);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        meter.paged += size(encoding);
        int pageBounds = FooterSizes.bounds(statistics);
        meter.described += FooterSizes.page(pageBounds);
        bounds = Math.max(bounds, pageBounds);
        meter.pending -= raw;
        meter.rawPaged += raw;
        statistics = Statistics.createStats(column.getPrimitiveType());
        entries = 0;
        rows = 0;
        raw = 0;
    }

    private long size(Encoding encoding) {
        if (raw == 0) {
            return PageSizes.unmeasured(page.length);
        }
        return (encoding == Encoding.PLAIN ? plainPages : pagesByDictionary).take(page.array, page.length);
    }

    private void addLevels(@Nullable RleEncoder encoder, int max) {
        if (encoder == null) {
            return;
        }
        GrowingBytes levels = encoder.finish();
        for (int i = 0; i < 4; i++) {
            page.add(levels.length >>> 8 * i);
        }
        page.add(levels.array, 0, levels.length);
        encoder.reset(max);
    }

    private PageWriter chunk() {
        if (pages == null) {
            throw new IllegalStateException("no column chunk is open: " + column);
        }
        return pages;
    }
}
