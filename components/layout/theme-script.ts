/** Where the reader's choice is kept: `light`, `dark` or `system`. */
export const themeKey = 'hilo_theme';

/**
 * Runs before the page is painted, so that no page flashes in the other theme, and tells the server the reader's time zone
 * from the next request on. Inline with the request's nonce: it must work before any file has loaded.
 */
export const themeScript = `(function(){try{var t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}
try{var z=encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);if(z&&document.cookie.indexOf('hilo_tz='+z)<0)document.cookie='hilo_tz='+z+';path=/;max-age=31536000;samesite=lax'}catch(e){}})()`;
