// The map: outlines of countries that come with the desk, circles that the desk gathers, a box that filters.
"use strict";

const startMap = () => {
  const frame = document.querySelector("[data-map]");
  if (!frame || frame.dataset.started || typeof maplibregl === "undefined") return;
  frame.dataset.started = "yes";
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => {
    const sources = { outlines: { type: "geojson", data: new URL(frame.dataset.outlines, window.location).href } };
    const layers = [{ id: "sea", type: "background", paint: { "background-color": colour("--sunk") } }];
    if (frame.dataset.tiles) {
      sources.tiles = { type: "raster", tiles: [frame.dataset.tiles], tileSize: 256 };
      layers.push({ id: "tiles", type: "raster", source: "tiles" });
    } else {
      layers.push({ id: "land", type: "fill", source: "outlines", paint: { "fill-color": colour("--card") } });
    }
    layers.push({ id: "borders", type: "line", source: "outlines", paint: { "line-color": colour("--edge"), "line-width": 1 } });
    sources.reach = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
    layers.push({ id: "reach", type: "fill", source: "reach", paint: { "fill-color": colour("--accent"), "fill-opacity": 0.12 } });
    layers.push({ id: "reach-edge", type: "line", source: "reach", paint: { "line-color": colour("--accent"), "line-dasharray": [3, 2], "line-opacity": 0.6 } });
    return { version: 8, sources, layers };
  };
  const numbers = (text) => (text ? text.split(",").map(Number) : null);
  let map;
  try {
    map = new maplibregl.Map({
      container: frame,
      style: style(),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 12,
      minZoom: 0.5,
      renderWorldCopies: false,
      fadeDuration: 0,
    });
  } catch (error) {
    const words = document.createElement("p");
    words.className = "map-off";
    words.textContent = "This browser cannot draw the map (it has no WebGL). The places are listed below.";
    frame.replaceChildren(words);
    return;
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl(), "bottom-left");
  map.getCanvas().setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom; Tab goes through its circles.");

  const bounds = numbers(frame.dataset.box) || numbers(frame.dataset.bounds);
  if (bounds) {
    const [west, south, east, north] = bounds;
    map.fitBounds([[west, south], [east, north]], { padding: 60, maxZoom: 8.5, animate: false });
  }

  // A circle on the ground, as a polygon: how far from its point an incident may have been.
  const circle = ([longitude, latitude], kilometres) => {
    const points = [];
    const across = kilometres / 111.32;
    for (let step = 0; step <= 48; step += 1) {
      const angle = (step / 48) * 2 * Math.PI;
      const up = latitude + across * Math.sin(angle);
      points.push([longitude + (across * Math.cos(angle)) / Math.max(0.1, Math.cos((latitude * Math.PI) / 180)), up]);
    }
    return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [points] } };
  };
  const addressWith = (box) => {
    const query = new URLSearchParams(window.location.search);
    query.delete("page");
    query.set("view", "map");
    query.set("box", box.map((edge) => edge.toFixed(4)).join(","));
    return `${frame.dataset.list}?${query}`;
  };
  const words = (cluster) => {
    if (cluster.title) return `${cluster.title} (known to the ${cluster.reach})`;
    const killed = cluster.killed ? `, ${cluster.killed} killed` : "";
    const contested = cluster.contested ? `, ${cluster.contested} contested` : "";
    return `${cluster.count} incidents here${killed}${contested}; known to the ${cluster.reach} at least`;
  };
  const opened = (cluster) => {
    if (cluster.ref) {
      window.location.assign(frame.dataset.incident.replace("REF", encodeURIComponent(cluster.ref)));
      return;
    }
    const [west, south, east, north] = cluster.box;
    if (east - west < 0.01 && north - south < 0.01) {
      window.location.assign(addressWith([west - 0.001, south - 0.001, east + 0.001, north + 0.001]).replace("view=map", "view=table"));
    } else {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      map.fitBounds([[west, south], [east, north]], { padding: 80, maxZoom: map.getZoom() + 4, animate: !calm });
    }
  };

  let markers = [];
  let asked = 0;
  const drawClusters = (clusters) => {
    for (const marker of markers) marker.remove();
    markers = clusters.map((cluster) => {
      const dot = document.createElement("button");
      dot.type = "button";
      dot.className = ["dot", cluster.reach, cluster.count === 1 ? "one" : "", cluster.count > 99 ? "large" : "",
        cluster.contested ? "contested" : ""].filter(Boolean).join(" ");
      dot.textContent = cluster.count === 1 ? "" : String(cluster.count);
      dot.title = words(cluster);
      const marker = new maplibregl.Marker({ element: dot }).setLngLat(cluster.at).addTo(map);
      dot.setAttribute("aria-label", words(cluster));
      dot.addEventListener("click", (event) => {
        event.stopPropagation();
        opened(cluster);
      });
      return marker;
    });
    const features = clusters.filter((cluster) => cluster.count === 1 && cluster.kilometres > 2)
      .map((cluster) => circle(cluster.at, cluster.kilometres));
    map.getSource("reach").setData({ type: "FeatureCollection", features });
    frame.dataset.drawn = String(clusters.length);
  };
  // Names of countries and towns are words of the page: a font of the map's own would have to come from elsewhere.
  // Each goes where it covers neither a circle nor a name before it; where there is no room it is left out.
  let labels = [];
  const pen = document.createElement("canvas").getContext("2d");
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const placesFor = (kind) => {
    if (kind === "country") return [["center", 0, 0], ["center", 0, -28], ["center", 0, 28]];
    const sides = [];
    for (const away of [7, 20]) sides.push(["left", away, 0], ["right", -away, 0], ["top", 0, away], ["bottom", 0, -away]);
    return sides;
  };
  const boxOf = ({ x, y }, [anchor, right, down], width, height) => {
    const left = x + right - (anchor === "left" ? 0 : anchor === "right" ? width : width / 2);
    const top = y + down - (anchor === "top" ? 0 : anchor === "bottom" ? height : height / 2);
    return [left, top, left + width, top + height];
  };
  const drawNames = (names, clusters) => {
    for (const label of labels) label.remove();
    labels = [];
    const edge = frame.getBoundingClientRect();
    const { clientWidth, clientHeight } = frame;
    const room = Math.round((clientWidth * clientHeight) / 13000);
    const controls = [...frame.parentElement.querySelectorAll(".maplibregl-ctrl, .map-tools")].map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      return [left - edge.left, top - edge.top, right - edge.left, bottom - edge.top];
    });
    const circles = clusters.map((cluster) => {
      const { x, y } = map.project(cluster.at);
      const radius = cluster.count === 1 ? 11 : cluster.count > 99 ? 25 : 19;
      return [x - radius, y - radius, x + radius, y + radius];
    });
    const taken = [...controls, ...circles];
    let towns = 0;
    for (const { name, at, kind } of names) {
      if (kind === "town" && towns >= room) break;
      const word = document.createElement("span");
      word.className = `map-name ${kind}`;
      word.setAttribute("aria-hidden", "true");
      word.dir = "auto";
      word.textContent = name;
      pen.font = `${kind === "country" ? "600 15px" : "13px"} ${getComputedStyle(document.body).fontFamily}`;
      const width = pen.measureText(name).width * (kind === "country" ? 1.12 : 1) + 4;
      const height = kind === "country" ? 20 : 17;
      const from = map.project(at);
      const place = placesFor(kind).find((one) => {
        const box = boxOf(from, one, width, height);
        const inside = box[0] >= 2 && box[1] >= 2 && box[2] <= clientWidth - 2 && box[3] <= clientHeight - 2;
        return inside && !taken.some((other) => overlap(box, other));
      });
      const spot = [from.x - 3, from.y - 3, from.x + 3, from.y + 3];
      // A town lies under its own circle, but its mark never on another's name.
      if (!place || (kind === "town" && taken.some((other) => !circles.includes(other) && overlap(spot, other)))) continue;
      taken.push(boxOf(from, place, width, height));
      labels.push(new maplibregl.Marker({ element: word, anchor: place[0], offset: [place[1], place[2]] }).setLngLat(at).addTo(map));
      if (kind === "town") {
        towns += 1;
        taken.push(spot);
        const mark = document.createElement("span");
        mark.className = "map-town";
        mark.setAttribute("aria-hidden", "true");
        labels.push(new maplibregl.Marker({ element: mark }).setLngLat(at).addTo(map));
      }
    }
    frame.dataset.named = String(labels.length);
  };
  const refresh = async () => {
    asked += 1;
    const mine = asked;
    const shown = map.getBounds();
    const address = new URL(frame.dataset.clusters, window.location);
    address.searchParams.set("zoom", map.getZoom().toFixed(2));
    address.searchParams.set("window", [shown.getWest(), shown.getSouth(), shown.getEast(), shown.getNorth()]
      .map((edge) => edge.toFixed(4)).join(","));
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== asked) return;
    const { clusters, names } = await answer.json();
    drawNames(names, clusters);
    drawClusters(clusters);
  };
  map.on("load", () => {
    refresh();
    map.on("moveend", refresh);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.setStyle(style());
    map.once("styledata", refresh);
  });

  // A box: draw it with the pointer after pressing the button.
  const button = document.querySelector("[data-draw]");
  button.hidden = false;
  let corner = null;
  let shape = null;
  const drawing = (on) => {
    button.setAttribute("aria-pressed", String(on));
    frame.classList.toggle("drawing", on);
    if (on) map.dragPan.disable();
    else map.dragPan.enable();
    corner = null;
    if (shape) shape.remove();
    shape = null;
  };
  button.addEventListener("click", () => drawing(button.getAttribute("aria-pressed") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") drawing(false);
  });
  const point = (event) => {
    const edge = frame.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  };
  frame.addEventListener("pointerdown", (event) => {
    if (button.getAttribute("aria-pressed") !== "true") return;
    corner = point(event);
    shape = document.createElement("div");
    shape.className = "map-box";
    frame.append(shape);
  });
  window.addEventListener("pointermove", (event) => {
    if (!corner || !shape) return;
    const [x, y] = point(event);
    shape.style.left = `${Math.min(x, corner[0])}px`;
    shape.style.top = `${Math.min(y, corner[1])}px`;
    shape.style.width = `${Math.abs(x - corner[0])}px`;
    shape.style.height = `${Math.abs(y - corner[1])}px`;
  });
  window.addEventListener("pointerup", (event) => {
    if (!corner) return;
    const [x, y] = point(event);
    const one = map.unproject(corner);
    const other = map.unproject([x, y]);
    const wide = Math.abs(x - corner[0]) > 5 && Math.abs(y - corner[1]) > 5;
    drawing(false);
    if (!wide) return;
    window.location.assign(addressWith([Math.min(one.lng, other.lng), Math.min(one.lat, other.lat),
      Math.max(one.lng, other.lng), Math.max(one.lat, other.lat)]));
  });
};
startMap();
// Filters bring a new map with new circles.
document.addEventListener("htmx:afterSwap", startMap);
