/**
 * What Tongqiao is compared with: the broker alone, and a plain Camel route without journal and
 * lanes. Each runs in a process of its own.
 */
package io.tongqiao.bench.baseline;
