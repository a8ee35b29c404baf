/** Strict JSON: parsing of events and the codec of Tarn's own documents. */
@org.jspecify.annotations.NullMarked
package io.tarn.core.json;
