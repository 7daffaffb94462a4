export default {
  title: "A site with a program",
  url: "https://docs.example",
  baseUrl: "/",
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false, theme: {} }]],
  scripts: [{ src: "https://spawnpoint.example/spawnpoint.js", defer: true }],
};
