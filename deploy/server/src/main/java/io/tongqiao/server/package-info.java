/** Main and settings; no logic. */
package io.tongqiao.server;
