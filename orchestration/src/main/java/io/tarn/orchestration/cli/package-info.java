/** What the commands share: options, tables, failures. */
@NullMarked
package io.tarn.orchestration.cli;

import org.jspecify.annotations.NullMarked;
