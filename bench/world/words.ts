// This file is long because it is the vocabulary of the benchmark's world: real words of a help desk, by the part they play in a
// sentence. Within each list they are drawn by zipf, the first ones by far the most often.

const list = (text: string): string[] => text.trim().split(/\s+/);

/** What the sentences of a language are made of. */
export interface Language {
  nouns: string[];
  verbs: string[];
  adjectives: string[];
  /** Said here and there only: from one ticket in ten down to one in many thousands. */
  seldom: string[];
  /** N, V, A and S stand for a noun, a verb, an adjective and a seldom word; all else is itself. */
  said: string[];
  answered: string[];
  noted: string[];
  titles: string[];
  resolutions: string[];
}

export const spanish: Language = {
  nouns: list(`
    factura cuenta error acceso clave correo plan pago cobro reporte usuario permiso integración validación documento archivo
    pantalla sistema servicio cliente contrato tarjeta aplicación sesión código mensaje enlace certificado identidad firma
    verificación biometría rostro cédula pasaporte huella captura imagen formulario campo botón página panel gráfico tabla
    lista búsqueda filtro consulta registro evento alerta notificación webhook token llave secreto cabecera respuesta petición
    servidor base datos copia respaldo versión actualización cambio configuración ajuste módulo función proceso trabajo tarea
    cola lote carga descarga exportación importación hoja columna fila celda fecha hora zona región país ciudad sucursal tienda
    caja producto inventario pedido envío entrega devolución reembolso descuento impuesto recibo comprobante saldo crédito
    débito banco transferencia suscripción licencia renovación prueba ambiente producción desarrollo equipo grupo rol perfil
    contraseña dispositivo teléfono navegador computador red conexión dominio dirección puerto protocolo límite cuota tiempo
    espera demora caída interrupción incidente problema falla causa solución paso guía manual ejemplo duda pregunta solicitud
    requisito política norma auditoría seguridad privacidad riesgo fraude bloqueo lectura escritura formato tamaño peso calidad
    resolución cámara micrófono audio video firma plantilla marca logo color idioma traducción texto nombre apellido número
    estado historial comentario nota etiqueta prioridad categoría agente soporte técnico gerente proveedor socio empresa`),
  verbs: list(`
    aparece falla funciona responde carga muestra llega abre cierra guarda envía recibe permite pide rechaza acepta valida
    calcula cobra descuenta duplica pierde borra crea cambia actualiza sincroniza conecta desconecta bloquea desbloquea imprime
    exporta importa descarga sube procesa termina empieza continúa tarda repite registra reporta confirma cancela renueva
    vence caduca coincide corresponde incluye excluye requiere necesita usa genera firma lee escribe busca encuentra ordena
    filtra agrupa suma resta divide traduce convierte comprime recorta gira oculta refresca reinicia instala configura`),
  adjectives: list(`
    nuevo anterior mensual duplicado incorrecto vacío lento pendiente activo inactivo interno externo público privado principal
    secundario manual automático temporal permanente válido inválido vencido bloqueado correcto completo parcial total diario
    semanal anual único múltiple grande pequeño rápido largo corto antiguo reciente urgente crítico normal raro distinto igual
    disponible seguro inseguro compatible obligatorio opcional visible oculto fiscal legal técnico comercial bancario móvil`),
  seldom: list(`
    nómina aduana peaje farmacia laboratorio clínica hospital notaría escritura hipoteca arriendo inmueble vehículo placa
    conductor ruta bodega montacargas balanza termómetro sensor válvula turbina generador transformador medidor contador
    suministro acueducto alcantarillado fibra antena repetidor enrutador conmutador cortafuegos balanceador clúster réplica
    partición índice disparador procedimiento vista esquema migración contenedor imagenología orquestador despliegue repositorio
    rama parche regresión depurador traza métrica tablero umbral percentil latencia rendimiento saturación colisión desbordamiento
    recursión concurrencia semáforo candado transacción bitácora rotación archivado retención purga cifrado huso calendario
    festivo bisiesto quincena prima cesantías pensión aporte retención estampilla gravamen arancel incoterm embarque contenedor
    manifiesto guía remesa conciliación cuadre arqueo sobregiro interés amortización cuota mora cartera cobranza embargo
    tutela demanda peritaje dictamen apostilla poder mandato cláusula anexo adenda otrosí prórroga garantía póliza siniestro
    deducible reclamo ajustador corredor beneficiario tomador asegurado prima vigencia endoso reaseguro matrícula pensum
    asignatura docente estudiante beca certamen biblioteca préstamo catálogo ejemplar reserva multa hemeroteca encuesta muestra
    sondeo estadística varianza promedio mediana tendencia pronóstico estacionalidad campaña audiencia segmento embudo
    conversión rebote impresión clic pauta patrocinio influenciador boletín suscriptor plantel cafetería menú receta insumo
    proveeduría merma caducidad lote trazabilidad inocuidad frigorífico temperatura humedad empaque etiquetado código balanza`),
  said: [
    'Buenos días, desde ayer el N de N no V y necesitamos una solución',
    'Al abrir el N A el sistema V un error y no deja continuar',
    'No puedo V el N desde mi cuenta, la pantalla dice que el N es A',
    'El N del N A V dos veces y el cliente pide una explicación',
    'Cuando el usuario V el N, la aplicación V y hay que empezar de nuevo',
    'Revisamos el N y el N, pero todo parece A y sigue igual',
    'Esto pasa con el N de S y también con la N de la sucursal',
    'Adjunto la captura del error, donde se ve el N y el código 401',
    'El proceso de N tarda mucho desde la última versión y el N no V',
    '¿Me pueden ayudar con el N A? Lo necesitamos para el cierre de hoy',
    'En el ambiente de pruebas el N V bien, pero en producción no V',
    'La respuesta de la API trae 500 cuando el N no tiene N',
    'También vimos que el N A no coincide con el N del reporte',
    'Nos urge porque el equipo de S no puede trabajar sin el N',
    'Ya probamos con otro navegador y otro dispositivo, y el N V igual',
    'Gracias, quedo pendiente de la respuesta sobre el N',
    'Sigue igual, mira lo que dice el registro del N: N A sin N',
    'Perfecto, ahora el N V y el N quedó A, muchas gracias',
  ],
  answered: [
    'Hola, gracias por escribirnos, ya revisamos el N de su cuenta',
    'Encontramos que el N A no V porque falta el permiso de N',
    'Por favor abra Ajustes, elija el N y cambie el N por uno A',
    'Hicimos un cambio en el N y desde ahora el N V sin error',
    'Nuestro equipo técnico está revisando el N de N, le avisamos hoy',
    '¿Nos puede enviar una captura del N y la hora en que V?',
    'El problema era el N A del N; ya quedó resuelto',
    'Para evitarlo, conviene que el N no V más de dos veces por minuto',
    'Le reembolsamos el cobro del N y el N queda A desde mañana',
    'Según el registro, el N respondió 404 y luego V por sí solo',
    'Queda publicada una nueva versión que corrige el N y la N de S',
    'Quedamos atentos a su respuesta para cerrar este ticket',
  ],
  noted: [
    'Ojo: este cliente ya reportó el N A el mes pasado',
    'Hablé con desarrollo, el N V por un cambio en el N de S',
    'No cerrar hasta que el N esté en producción',
    'El contrato cubre N y N, pero no la S',
    'Escalado al equipo de N, esperan una respuesta antes del viernes',
  ],
  titles: [
    'Problema con el N de N',
    'Error 401 en la N',
    'No puedo V el N A',
    'El N no V desde ayer',
    'Cobro A en la factura de N',
    'Solicitud de N para el equipo de S',
    'N A después de la actualización',
    'Duda sobre el N de la cuenta',
    'La N de S no V',
    'Cambio de N y N',
  ],
  resolutions: [
    'Se corrigió el N A y se verificó con el cliente.',
    'Se cambió el N de la cuenta; el N V de nuevo.',
    'Se reembolsó el cobro A y se ajustó el plan.',
    'El cliente confirmó que el N ya V.',
    'Era un N vencido; se renovó.',
  ],
};

export const english: Language = {
  nouns: list(`
    invoice account error access password email plan payment charge report user permission integration validation document file
    screen system service customer contract card application session code message link certificate identity signature
    verification photo passport upload form field button page dashboard chart table list search filter query record event alert
    notification webhook token key secret header response request server database backup version update change setting module
    feature process job task queue batch download export import sheet column row cell date time zone region country city branch
    store product inventory order shipment delivery return refund discount tax receipt balance credit debit bank transfer
    subscription license renewal trial environment production development team group role profile device phone browser computer
    network connection domain address port protocol limit quota delay outage incident problem failure cause solution step guide
    manual example question request policy rule audit security privacy risk fraud lock format size weight quality camera audio
    video template brand logo color language translation text name number state history comment note tag priority category
    agent support engineer manager vendor partner company workspace calendar meeting invitation reminder attachment thread`),
  verbs: list(`
    fails works loads shows arrives opens closes saves sends receives allows asks rejects accepts validates calculates charges
    duplicates loses deletes creates changes updates syncs connects disconnects blocks prints exports imports downloads uploads
    processes ends starts continues hangs repeats records reports confirms cancels renews expires matches includes excludes
    requires needs uses generates signs reads writes searches finds sorts filters groups adds splits translates converts`),
  adjectives: list(`
    new previous monthly duplicate wrong empty slow pending active inactive internal external public private main secondary
    manual automatic temporary permanent valid invalid expired locked correct complete partial daily weekly yearly single
    multiple large small fast long short old recent urgent critical normal strange different available secure insecure
    compatible mandatory optional visible hidden legal technical commercial mobile remote shared regional`),
  seldom: list(`
    payroll customs toll pharmacy laboratory clinic hospital notary mortgage lease property vehicle plate driver warehouse
    forklift scale thermometer sensor valve turbine generator transformer meter aqueduct fiber antenna repeater router firewall
    balancer cluster replica partition trigger procedure schema migration container orchestrator deployment repository patch
    regression debugger trace metric threshold percentile latency throughput saturation collision overflow recursion concurrency
    semaphore mutex transaction logbook rotation archive retention encryption leap fortnight bonus pension levy tariff manifest
    consignment reconciliation overdraft interest amortization arrears collection seizure lawsuit appraisal apostille mandate
    clause annex addendum extension warranty claim adjuster broker beneficiary insured premium endorsement reinsurance enrolment
    syllabus teacher student scholarship library loan catalogue reservation survey sample poll statistics variance median trend
    forecast seasonality campaign audience segment funnel conversion bounce impression sponsorship newsletter subscriber canteen
    recipe ingredient shrinkage traceability freezer temperature humidity packaging labelling barcode kiosk turnstile elevator`),
  said: [
    'Good morning, since yesterday the N of the N no longer V and we need a fix',
    'When I open the A N the system V an error and does not let me continue',
    'I cannot V the N from my account, the screen says the N is A',
    'The A N of the N V twice and the customer asks for an explanation',
    'We checked the N and the N, everything looks A and it is still the same',
    'This happens with the S and also with the N of the branch',
    'I attach a capture of the error where you see the N and the code 403',
    'The N process takes very long since the last version and the N never V',
    'Could you help us with the A N? We need it before the end of the day',
    'In the test environment the N V fine, but in production it does not',
    'The API answers 500 whenever the N has no N',
    'It is urgent because the S team cannot work without the N',
    'Thank you, I am waiting for your answer about the N',
    'Great, now the N V and the N is A, thanks a lot',
  ],
  answered: [
    'Hello, thank you for writing to us, we have looked at the N of your account',
    'We found that the A N V because the permission of the N is missing',
    'Please open Settings, choose the N and replace the N with a A one',
    'We changed the N and from now on the N V without an error',
    'Our engineers are looking at the N of the N, we will let you know today',
    'Could you send us a capture of the N and the time at which it V?',
    'The problem was the A N of the N; it is solved now',
    'We refunded the charge of the N and the N is A from tomorrow',
    'A new version is out that corrects the N and the S',
    'We look forward to your answer so that we can close this ticket',
  ],
  noted: [
    'Careful: this customer reported the A N last month',
    'Talked to development, the N V because of a change in the S',
    'Do not close before the N is in production',
    'The contract covers the N and the N, but not the S',
  ],
  titles: [
    'Problem with the N of the N',
    'Error 403 in the N',
    'Cannot V the A N',
    'The N does not V since yesterday',
    'A charge on the invoice of the N',
    'Request of a N for the S team',
    'A N after the update',
    'Question about the N of the account',
  ],
  resolutions: [
    'The A N was corrected and verified with the customer.',
    'The N of the account was changed; the N V again.',
    'The charge was refunded and the plan adjusted.',
    'The customer confirmed that the N V.',
  ],
};

/** Each stands in two to nine tickets, however many there are: what a search for a rare word looks for. */
export const rareWords = list(`
  quetzal ocelote tatú guacamaya zarigüeya manatí colibrí tucán caimán iguana ajolote cóndor vicuña chinchilla quirquincho
  ñandú carpincho pudú coatí tapir jaguar perezoso murciélago luciérnaga cigarra libélula mantarraya anémona percebe berberecho
  chirimoya guanábana zapote mamey carambola maracuyá pitahaya feijoa lulo borojó chontaduro arracacha yuca malanga jícama
  huitlacoche epazote achiote culantro hierbabuena estragón azafrán cúrcuma cardamomo alcaravea mejorana eneldo acedera
  clavicordio zampoña bandoneón marimba vihuela dulzaina laúd arpa trombón oboe fagot corno timbal xilófono celesta ocarina
  astrolabio sextante clepsidra caleidoscopio estetoscopio barómetro anemómetro sismógrafo planetario telescopio periscopio
  alfarero orfebre tonelero guarnicionero relojero encuadernador vidriero ebanista cantero herrero talabartero hilandera
  archipiélago estuario fiordo meseta cordillera altiplano páramo manglar sabana estepa tundra glaciar volcán géiser acantilado
  gargoyle buttress cloister turret parapet gazebo pergola belfry minaret pagoda igloo yurt hammock lantern candelabra chandelier
  walrus narwhal platypus wombat lemur meerkat armadillo porcupine hedgehog badger otter beaver falcon osprey heron pelican
  albatross puffin kingfisher nightingale woodpecker magpie cormorant sturgeon barracuda seahorse starfish lobster oyster
  rhubarb kohlrabi artichoke parsnip turnip radish fennel chicory endive kumquat persimmon quince gooseberry elderberry
  sextant compass spyglass gimlet awl trowel sickle scythe anvil bellows crucible kiln loom spindle bobbin thimble
  harpsichord bagpipe banjo mandolin ukulele zither dulcimer kazoo tambourine bassoon piccolo clarinet euphonium cello viola
  zephyr squall monsoon blizzard hailstone rainbow eclipse equinox solstice aurora comet meteorite nebula quasar pulsar`);

export const tags = list(`
  facturación api acceso cobros reportes integración webhooks móvil biometría documentos seguridad rendimiento correo exportación
  importación permisos contrato renovación onboarding pruebas billing login export mobile sla migración impresora firma legal
  impuestos banco tarjetas inventario pedidos envíos devoluciones capacitación encuestas red vpn`);

export const firstNames = list(`
  Ana Luis María Carlos Laura Andrés Camila Juan Sofía Diego Valentina Santiago Paula Felipe Daniela Mateo Isabel Jorge Lucía
  Ricardo Natalia Sebastián Carolina Fernando Gabriela Alejandro Mónica Pedro Claudia Miguel Patricia Óscar Adriana Raúl Teresa
  Emma Liam Olivia Noah Ava James Mia Oliver Grace Henry Chloe Jack Emily Daniel Hannah Thomas Alice William Ruth Samuel`);

export const lastNames = list(`
  García Rodríguez Martínez López González Hernández Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz Cruz Morales Reyes
  Gutiérrez Ortiz Ramos Vargas Castro Jiménez Moreno Rojas Romero Mendoza Suárez Herrera Medina Aguilar Vega Castillo Guerrero
  Muñoz Salazar Delgado Peña Ríos Silva Smith Johnson Brown Taylor Wilson Davies Evans Walker Wright Robinson Thompson White
  Hughes Edwards Green Lewis Clarke Hill Baker Carter`);

export const companies = list(`
  cotejo andina pacifico aurora boreal cumbre delta eco faro gaviota horizonte iris jade karibe lumen marea nimbo oasis prisma
  quinta ribera solar tierra umbral vertice zenit acme globex initech umbrella hooli vandelay wonka stark wayne cyberdyne`);
