/** Words that names of people and companies are put together from, with pinyin for addresses. All combined by chance. */
type Word = readonly [hanzi: string, pinyin: string]

export const surnames: readonly Word[] = words(
  '李li 王wang 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo 马ma 罗luo ' +
    '梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 于yu 董dong 萧xiao 程cheng 曹cao 袁yuan 邓deng 许xu 傅fu 沈shen 曾zeng 彭peng 吕lv',
)

export const givenNames: readonly Word[] = words(
  '伟wei 芳fang 敏min 静jing 强qiang 军jun 洋yang 勇yong 杰jie 娟juan 涛tao 超chao 霞xia 平ping 刚gang 辉hui 鹏peng 琳lin ' +
    '建华jianhua 志明zhiming 海燕haiyan 文博wenbo 子涵zihan 雨欣yuxin 俊杰junjie 晓东xiaodong 立群liqun 国庆guoqing 思远siyuan ' +
    '佳宁jianing 明哲mingzhe 浩宇haoyu 欣怡xinyi 天成tiancheng 世杰shijie 美玲meiling 少峰shaofeng 家豪jiahao 永康yongkang ' +
    '振华zhenhua 丽萍liping 春梅chunmei 海涛haitao 小龙xiaolong 慧敏huimin 宏达hongda 一鸣yiming 若彤ruotong 乐天letian 清扬qingyang',
)

export const companyWords: readonly Word[] = words(
  '恒砺hengli 澜拓lantuo 锐芯ruixin 启衡qiheng 远垣yuanyuan 禾川hechuan 铭钧mingjun 拓岳tuoyue 嘉砺jiali 朗泽langze 晟铂shengbo ' +
    '瑞垒ruilei 博韧boren 云枢yunshu 昊屿haoyu 泰砻tailong 宏铄hongshuo 凌岑lingcen 信垚xinyao 德砚deyan 永砺yongli 创垣chuangyuan ' +
    '联铸lianzhu 正杭zhenghang 优砼youtong 安屹anyi 鼎澈dingche 致砻zhilong 同屿tongyu 盛桁shengheng',
)

export const industries: readonly Word[] = words(
  '精密机械jm 汽车零部件qp 电子科技dz 注塑科技zs 新能源xny 食品机械sp 纺织fz 包装设备bz 智能装备zb 化工hg 冷链物流ll 医疗器械yl ' +
    '水务sw 钢构gg',
)

export const cities: Readonly<Record<string, readonly string[]>> = {
  华东: ['苏州', '上海', '杭州', '无锡', '宁波', '南京', '合肥', '常州'],
  华南: ['深圳', '东莞', '广州', '佛山', '惠州', '厦门', '珠海'],
  华北: ['天津', '北京', '石家庄', '青岛', '济南', '唐山', '太原'],
}

export const positions: readonly string[] = [
  '设备部经理', '生产总监', '信息化负责人', '采购经理', '总工程师', '自动化工程师', '厂长', 'IT 主管', '技术总监',
  '运维主管', '项目经理', '副总经理',
] // prettier-ignore

export const technicalPositions: readonly string[] = [
  '技术总监',
  '架构师',
  '自动化工程师',
  '总工程师',
  '研发主管',
]

function words(list: string): Word[] {
  return list.split(' ').map((word) => {
    const pinyin = /[a-z]+$/.exec(word)?.[0] ?? ''
    return [word.slice(0, word.length - pinyin.length), pinyin]
  })
}
