export const PlatformHomePage = () => <main />;
