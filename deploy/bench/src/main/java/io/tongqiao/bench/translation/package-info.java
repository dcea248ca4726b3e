/**
 * How long a translation takes, dialect family by dialect family; JMH measures, one process a
 * family.
 */
package io.tongqiao.bench.translation;
