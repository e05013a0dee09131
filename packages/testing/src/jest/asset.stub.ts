/** What a stylesheet or an image is in a component test: nothing that the test looks at. */
export default '';
