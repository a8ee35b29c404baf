package io.tarn.columnar;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column chunk after the other: values with their levels, cut into pages at row boundaries. Not thread-safe.
 *
 * <p>Everything that holds values is new for each row group (parquet-java GH-3637: reused dictionary writers corrupt).
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
    private final @Nullable LevelEncoder repetitions;
    private final @Nullable LevelEncoder definitions;
    private final GrowingBytes page;

    private @Nullable PageWriter pages;
    private Meter meter = new Meter();
    private @Nullable ValuesWriter values;
    private Statistics<?> statistics;
    private int entries;
    private int rows;
    private long raw;

    /** @param page where pages are put together; all leaves of a file may share it */
    LeafWriter(ColumnDescriptor column, ParquetProperties properties, GrowingBytes page) {
        this.page = page;
        this.column = column;
        this.properties = properties;
        maxRepetition = column.getMaxRepetitionLevel();
        maxDefinition = column.getMaxDefinitionLevel();
        repetitions = maxRepetition > 0 ? new LevelEncoder(maxRepetition) : null;
        definitions = maxDefinition > 0 ? new LevelEncoder(maxDefinition) : null;
        statistics = Statistics.createStats(column.getPrimitiveType());
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
        ValuesWriter writer = entry(repetition, 1);
        writer.writeBoolean(value);
        statistics.updateStats(value);
    }

    void int32(int repetition, int value) {
        ValuesWriter writer = entry(repetition, 4);
        writer.writeInteger(value);
        statistics.updateStats(value);
    }

    void int64(int repetition, long value) {
        ValuesWriter writer = entry(repetition, 8);
        writer.writeLong(value);
        statistics.updateStats(value);
    }

    void float64(int repetition, double value) {
        ValuesWriter writer = entry(repetition, 8);
        writer.writeDouble(value);
        statistics.updateStats(value);
    }

    /** A byte array, of any length or of the column's fixed one. */
    void binary(int repetition, Binary value) {
        ValuesWriter writer = entry(repetition, value.length() + 4);
        writer.writeBytes(value);
        statistics.updateStats(value);
    }

    /** Ends the column chunk. */
    void end() {
        if (entries > 0) {
            endPage();
        }
        if (values != null) {
            DictionaryPage dictionary = values.toDictPageAndClose();
            if (dictionary != null) {
                try {
                    chunk().writeDictionaryPage(dictionary);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            values.close();
            values = null;
        }
        pages = null;
    }

    private ValuesWriter entry(int repetition, int size) {
        if (repetition == 0) {
            roomInPage();
        }
        levels(repetition, maxDefinition, 1);
        raw += size;
        meter.pending += size;
        if (values == null) {
            values = properties.newValuesWriter(column);
        }
        return values;
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
        addLevels(repetitions);
        addLevels(definitions);
        Encoding encoding = Encoding.PLAIN;
        try {
            if (values != null) {
                BytesInput bytes = values.getBytes();
                encoding = values.getEncoding();
                page.reserve(Math.toIntExact(bytes.size()));
                bytes.writeAllTo(new PageStream());
                values.reset();
            }
            long before = chunk().getMemSize();
            BytesInput body = BytesInput.from(page.array, 0, page.length);
            chunk().writePage(body, entries, rows, statistics, Encoding.RLE, Encoding.RLE, encoding);
            meter.paged += chunk().getMemSize() - before;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        meter.pending -= raw;
        meter.rawPaged += raw;
        statistics = Statistics.createStats(column.getPrimitiveType());
        entries = 0;
        rows = 0;
        raw = 0;
    }

    private void addLevels(@Nullable LevelEncoder encoder) {
        if (encoder == null) {
            return;
        }
        GrowingBytes levels = encoder.finish();
        for (int i = 0; i < 4; i++) {
            page.add(levels.length >>> 8 * i);
        }
        page.add(levels.array, 0, levels.length);
        encoder.reset();
    }

    private PageWriter chunk() {
        if (pages == null) {
            throw new IllegalStateException("no column chunk is open: " + column);
        }
        return pages;
    }

    private final class PageStream extends OutputStream {
        @Override
        public void write(int b) {
            page.add(b);
        }

        @Override
        public void write(byte[] bytes, int off, int len) {
            page.add(bytes, off, off + len);
        }
    }
}
