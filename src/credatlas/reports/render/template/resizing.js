new ResizeObserver(function () {
  parent.postMessage({ credatlasHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
}).observe(document.documentElement);
