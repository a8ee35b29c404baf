package io.tarn.columnar;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReader;

/** Carries one column of one row group over, some rows at a time. */
interface ColumnCopy {
    /** The next rows. */
    void copy(long rows);

    /** A column that the input lacks, below a group that it has at these levels. */
    record Nulls(LeafWriter leaf, int repetition, int definition) {
        void follow(int entryRepetition, int entryDefinition) {
            // Deeper repetition is within one occurrence of the group.
            if (entryRepetition <= repetition) {
                leaf.nulls(entryRepetition, Math.min(entryDefinition, definition), 1);
            }
        }
    }

    /** @param nulls columns that this one is the witness for */
    static ColumnCopy of(ColumnDescriptor column, PageReader reader, LeafWriter out, List<Nulls> nulls) {
        SourcePages pages = new SourcePages(column, reader);
        int full = column.getMaxDefinitionLevel();
        return new ColumnCopy() {
            /** The next entry of the page. */
            private int next;

            @Override
            public void copy(long rows) {
                long begun = 0;
                while (next < pages.count() || nextPage()) {
                    int repetition = pages.repetition(next);
                    if (repetition == 0 && begun++ == rows) {
                        return;
                    }
                    int definition = pages.definition(next++);
                    if (definition == full) {
                        pages.copyValue(repetition, out);
                    } else {
                        out.nulls(repetition, definition, 1);
                    }
                    for (Nulls missing : nulls) {
                        missing.follow(repetition, definition);
                    }
                }
            }

            private boolean nextPage() {
                next = 0;
                return pages.nextPage();
            }
        };
    }
}
