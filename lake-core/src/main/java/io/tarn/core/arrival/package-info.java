@org.jspecify.annotations.NullMarked
package io.tarn.core.arrival;
