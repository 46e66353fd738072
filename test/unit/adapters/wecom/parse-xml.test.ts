import fc from 'fast-check'

import { parseXml, textAt } from '../../../../adapters/wecom/app/callback/parse-xml'
import type { XmlElement } from '../../../../adapters/wecom/app/callback/parse-xml'

const textOf = (source: string, name: string) => {
  const root = parseXml(source)
  return root === undefined ? undefined : textAt(root, name)
}

describe('parseXml', () => {
  it('reads elements, text, CDATA and elements within elements', () => {
    const root = parseXml(
      '<?xml version="1.0"?>\n<xml>\n <A><![CDATA[<b>&]]></A>\n <B>1 &lt; 2 &#20013;&#x4e2d;</B><C><D/></C></xml>\n',
    )

    expect(root).toEqual({
      name: 'xml',
      text: '',
      children: [
        { name: 'A', text: '<b>&', children: [] },
        { name: 'B', text: '1 < 2 中中', children: [] },
        { name: 'C', text: '', children: [{ name: 'D', text: '', children: [] }] },
      ],
    })
  })

  it('joins CDATA that had to be split', () => {
    expect(textOf('<x><A><![CDATA[a]]]]><![CDATA[>b]]></A></x>', 'A')).toBe('a]]>b')
  })

  it.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'],
    ['an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'],
    ['an entity of nobody', '<x>&lol;</x>'],
    ['a bare ampersand', '<x>a & b</x>'],
    ['a character that is none', '<x>&#0;</x>'],
    ['half a surrogate', '<x>&#xD800;</x>'],
    ['a character beyond Unicode', '<x>&#x110000;</x>'],
    ['a comment', '<x><!-- a --></x>'],
    ['a processing instruction', '<x><?php echo 1 ?></x>'],
    ['elements that cross', '<x><a><b></a></b></x>'],
    ['an element that stays open', '<x><a></x>'],
    ['two roots', '<x/><y/>'],
    ['words around the root', 'a<x/>'],
    ['an end without a beginning', '</x>'],
    ['CDATA that never ends', '<x><![CDATA[a</x>'],
    ['nothing', ''],
    ['JSON', '{"a":1}'],
  ])('does not read %s', (_, source) => {
    expect(parseXml(source)).toBeUndefined()
  })

  it('does not follow without end', () => {
    const deep = '<a>'.repeat(5_000) + '</a>'.repeat(5_000)
    const wide = `<x>${'<a/>'.repeat(5_000)}</x>`

    expect(parseXml(deep)).toBeUndefined()
    expect(parseXml(wide)).toBeUndefined()
    expect(parseXml('<x><a/><a/></x>', { depth: 2, elements: 2 })).toBeUndefined()
  })

  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/)
  const { tree } = fc.letrec<{ tree: XmlElement; many: XmlElement[] }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ name, text: fc.string({ unit: 'grapheme' }), children: fc.constant([]) }),
      fc.record({ name, text: fc.constant(''), children: tie('many') }),
    ),
    many: fc.array(tie('tree'), { maxLength: 4 }),
  }))
  const written = ({ name: tag, text, children }: XmlElement): string =>
    children.length > 0
      ? `<${tag}>${children.map(written).join('\n')}</${tag}>`
      : `<${tag}><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${tag}>`

  it('reads back whatever is written as WeCom writes', () => {
    fc.assert(
      fc.property(tree, (element) => {
        expect(parseXml(written(element), { depth: 50, elements: 5_000 })).toEqual(element)
      }),
    )
  })

  it('answers for any text at all', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('<', '>', '<a>', '</a>', '<![CDATA[', ']]>', '&', '&#1;', '<!', '<?'),
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const root = parseXml(parts.join(''))
        expect(root === undefined || typeof root.name === 'string').toBe(true)
      }),
    )
  })
})
