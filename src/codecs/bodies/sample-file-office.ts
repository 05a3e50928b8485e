// The smallest documents that office programs and readers open: Office Open XML packages, an EPUB, a PDF.
import { type ArchiveEntry, zip } from './sample-file-archive.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const KINDS = 'application/vnd.openxmlformats-officedocument'
const TEXT = 'Sample document'

const entry = (name: string, content: string): ArchiveEntry => ({ name, content: XML + content })

/** `[Content_Types].xml`: each part and what it is. Source: ECMA-376 Part 2 "Content Types". */
const contentTypes = (parts: Readonly<Record<string, string>>) =>
  entry(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>${Object.entries(parts)
        .map(([part, kind]) => `<Override PartName="/${part}" ContentType="${KINDS}.${kind}+xml"/>`)
        .join('')}</Types>`,
  )

/** Which parts a part leads to, as rId1, rId2, … Source: ECMA-376 Part 2 "Relationships". */
const relations = (of: string, targets: readonly (readonly [kind: string, target: string])[]) => {
  const slash = of.lastIndexOf('/') + 1
  const items = targets.map(
    ([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/relationships/${kind}" Target="${target}"/>`,
  )
  return entry(
    `${of.slice(0, slash)}_rels/${of.slice(slash)}.rels`,
    `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`,
  )
}

/** One paragraph. Source: ECMA-376 Part 1 "WordprocessingML". */
export function sampleDocx(): Buffer {
  const document = 'word/document.xml'
  return zip([
    contentTypes({ [document]: 'wordprocessingml.document.main' }),
    relations('', [['officeDocument', document]]),
    entry(
      document,
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${TEXT}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  ])
}

/** One sheet: a heading, a name and a number. Source: ECMA-376 Part 1 "SpreadsheetML". */
export function sampleXlsx(): Buffer {
  const [workbook, sheet] = ['xl/workbook.xml', 'xl/worksheets/sheet1.xml']
  const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  return zip([
    contentTypes({ [workbook]: 'spreadsheetml.sheet.main', [sheet]: 'spreadsheetml.worksheet' }),
    relations('', [['officeDocument', workbook]]),
    entry(
      workbook,
      `<workbook ${main} xmlns:r="${OFFICE}/relationships"><sheets><sheet name="Sample" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    relations(workbook, [['worksheet', 'worksheets/sheet1.xml']]),
    entry(
      sheet,
      `<worksheet ${main}><sheetData><row r="1">${text('A1', 'name')}${text('B1', 'quantity')}</row>` +
        `<row r="2">${text('A2', 'Ceramic Mug')}<c r="B2"><v>12</v></c></row></sheetData></worksheet>`,
    ),
  ])
}

/** One slide with a line of text, on the master, layout and theme that every slide must have. Source: ECMA-376 Part 1 "PresentationML". */
export function samplePptx(): Buffer {
  const parts = {
    'ppt/presentation.xml': 'presentationml.presentation.main',
    'ppt/slides/slide1.xml': 'presentationml.slide',
    'ppt/slideLayouts/slideLayout1.xml': 'presentationml.slideLayout',
    'ppt/slideMasters/slideMaster1.xml': 'presentationml.slideMaster',
    'ppt/theme/theme1.xml': 'theme',
  }
  const [presentation, slide, layout, master, theme] = Object.keys(parts) as [string, string, string, string, string]
  const drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main'
  const spaces = `xmlns:a="${drawing}" xmlns:r="${OFFICE}/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
  const tree = (shapes: string) =>
    `<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${shapes}</p:spTree></p:cSld>`
  const shape =
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="914400" y="914400"/><a:ext cx="7315200" cy="914400"/></a:xfrm>' +
    `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en-US" sz="3200"/><a:t>${TEXT}</a:t></a:r></a:p></p:txBody></p:sp>`
  const own = '<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>'
  const colorMap =
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
  return zip([
    contentTypes(parts),
    relations('', [['officeDocument', presentation]]),
    entry(
      presentation,
      `<p:presentation ${spaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst>` +
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
    ),
    relations(presentation, [
      ['slideMaster', 'slideMasters/slideMaster1.xml'],
      ['slide', 'slides/slide1.xml'],
    ]),
    entry(slide, `<p:sld ${spaces}>${tree(shape)}${own}</p:sld>`),
    relations(slide, [['slideLayout', '../slideLayouts/slideLayout1.xml']]),
    entry(layout, `<p:sldLayout ${spaces} type="blank">${tree('')}${own}</p:sldLayout>`),
    relations(layout, [['slideMaster', '../slideMasters/slideMaster1.xml']]),
    entry(
      master,
      `<p:sldMaster ${spaces}>${tree('')}${colorMap}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    ),
    relations(master, [
      ['slideLayout', '../slideLayouts/slideLayout1.xml'],
      ['theme', '../theme/theme1.xml'],
    ]),
    entry(theme, themeXml(drawing)),
  ])
}

/** A theme must name twelve colours, two fonts and three of each fill, line, effect and background. Source: ECMA-376 Part 1 "DrawingML - Main". */
function themeXml(drawing: string): string {
  const colors = Object.entries({
    dk1: '000000',
    lt1: 'FFFFFF',
    dk2: '264653',
    lt2: '8ECAE6',
    accent1: '2A9D8F',
    accent2: 'FFB703',
    accent3: 'E76F51',
    accent4: '6D597A',
    accent5: '457B9D',
    accent6: '8AB17D',
    hlink: '1D4ED8',
    folHlink: '6D28D9',
  }).map(([name, rgb]) => `<a:${name}><a:srgbClr val="${rgb}"/></a:${name}>`)
  const font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
  const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
  const thrice = (text: string) => text.repeat(3)
  return (
    `<a:theme xmlns:a="${drawing}" name="Sample"><a:themeElements><a:clrScheme name="Sample">${colors.join('')}</a:clrScheme>` +
    `<a:fontScheme name="Sample"><a:majorFont>${font}</a:majorFont><a:minorFont>${font}</a:minorFont></a:fontScheme>` +
    `<a:fmtScheme name="Sample"><a:fillStyleLst>${thrice(fill)}</a:fillStyleLst><a:lnStyleLst>${thrice(`<a:ln>${fill}</a:ln>`)}</a:lnStyleLst>` +
    `<a:effectStyleLst>${thrice('<a:effectStyle><a:effectLst/></a:effectStyle>')}</a:effectStyleLst><a:bgFillStyleLst>${thrice(fill)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
  )
}

/** One chapter; the media type comes first and stored, as readers look for it. Source: EPUB 3.3 "OCF ZIP container". */
export function sampleEpub(): Buffer {
  const page = (title: string, body: string) =>
    `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>${title}</title></head><body>${body}</body></html>`
  return zip([
    { name: 'mimetype', content: 'application/epub+zip' },
    entry(
      'META-INF/container.xml',
      '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ),
    entry(
      'book.opf',
      '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:example:sample</dc:identifier>' +
        `<dc:title>${TEXT}</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2025-01-15T00:00:00Z</meta></metadata>` +
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="text" href="text.xhtml" media-type="application/xhtml+xml"/></manifest>' +
        '<spine><itemref idref="text"/></spine></package>',
    ),
    entry('nav.xhtml', page('Contents', `<nav epub:type="toc"><ol><li><a href="text.xhtml">${TEXT}</a></li></ol></nav>`)),
    entry('text.xhtml', page(TEXT, `<p>${TEXT}</p>`)),
  ])
}

/** One page with a line of text. Source: ISO 32000-1 "File Structure". */
export function samplePdf(): Buffer {
  const drawing = `BT /F1 24 Tf 72 720 Td (${TEXT}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  // the comment of high bytes tells programs that copy files to leave its line ends alone
  let text = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'
  let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  objects.forEach((object, i) => {
    table += `${String(text.length).padStart(10, '0')} 00000 n \n`
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
  })
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}
